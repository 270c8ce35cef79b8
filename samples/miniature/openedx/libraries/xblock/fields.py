"""Fields of a block. What a person has is kept by the platform; a block here has what its course says."""
import json


class Scope:
    content = "content"
    settings = "settings"


class Field:
    """A value that the course says, or else the default."""

    def __init__(self, help=None, default=None, scope=Scope.content, display_name=None):
        self.help, self.default, self.scope, self.display_name = help, default, scope, display_name
        self.name = None

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, block, owner=None):
        if block is None:
            return self
        return self.from_string(block.field_data[self.name]) if self.name in block.field_data else self.default

    def from_string(self, text):
        return json.loads(text)


class String(Field):
    def from_string(self, text):
        return text


class Integer(Field):
    def from_string(self, text):
        return int(text)


class Boolean(Field):
    def from_string(self, text):
        return text.lower() == "true"
