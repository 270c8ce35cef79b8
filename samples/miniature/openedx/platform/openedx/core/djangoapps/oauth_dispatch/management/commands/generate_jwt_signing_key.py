"""`generate_jwt_signing_key`: the two documents of JWT_AUTH that sign tokens and check them."""
import json

import yaml
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.management.base import BaseCommand
from django.utils.crypto import get_random_string
from jwt.algorithms import RSAAlgorithm


class Command(BaseCommand):
    help = "Print JWT_PRIVATE_SIGNING_JWK and JWT_PUBLIC_SIGNING_JWK_SET."

    def add_arguments(self, parser):
        parser.add_argument("--key-size", type=int, default=2048)
        parser.add_argument("--key-id")
        parser.add_argument("--output-file")
        parser.add_argument("--strip-key-prefix", action="store_true", help="Leave JWT_ out of the keys' names.")

    def handle(self, key_size, key_id, output_file, strip_key_prefix, **options):
        key = rsa.generate_private_key(public_exponent=65537, key_size=key_size)
        names = {"kid": key_id or get_random_string(8), "kty": "RSA"}
        private = RSAAlgorithm.to_jwk(key, as_dict=True)
        public = RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
        private = {**names, **{part: private[part] for part in ("e", "d", "n", "p", "q", "dp", "dq", "qi")}}
        public = {"keys": [{**names, "e": public["e"], "n": public["n"]}]}
        prefix = "" if strip_key_prefix else "JWT_"
        document = {
            f"{prefix}PRIVATE_SIGNING_JWK": json.dumps(private),
            f"{prefix}PUBLIC_SIGNING_JWK_SET": json.dumps(public),
        }
        text = yaml.safe_dump({"JWT_AUTH": document}, width=1_000_000)
        if output_file:
            with open(output_file, "w", encoding="utf-8") as file:
                file.write(text)
        else:
            self.stdout.write(text)
