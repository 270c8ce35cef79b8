"""What a block's view gives."""


class Fragment:
    """HTML of a block, with its style sheets in it."""

    def __init__(self, content=""):
        self.content = content

    def add_content(self, content):
        self.content += content

    def add_css(self, text):
        self.content += f"<style>{text}</style>"
