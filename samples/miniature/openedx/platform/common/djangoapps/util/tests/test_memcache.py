from common.djangoapps.util.memcache import LONGEST_KEY, safe_key


def test_a_key_carries_its_prefix_and_version():
    assert safe_key("x", "default", "1") == "default:1:x"


def test_spaces_are_escaped():
    assert " " not in safe_key("two words", "default", "1")


def test_a_long_key_is_hashed():
    key = safe_key("x" * 1000, "default", "1")

    assert len(key) <= LONGEST_KEY
    assert key.startswith("default:1:")
