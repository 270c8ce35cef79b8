"""Makes the entry points of plugins known: `pip install -e .`."""
from setuptools import find_packages, setup

setup(
    name="miniature-platform",
    version="1.0",
    python_requires=">=3.11",
    packages=find_packages(exclude=["*.tests", "*.tests.*", "scripts"]),
    entry_points={
        "lms.djangoapp": ["announcements = openedx.features.announcements.apps:AnnouncementsConfig"],
        "cms.djangoapp": [],
    },
)
