"""What seals on a telephone: the script of others is the one written down, and ours does what the standard says."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess

import pytest
from cryptography.fernet import Fernet

from stworkshop import assets
from stworkshop.phones.words_to_type import word_of
from stworkshop.store import phone_seal

FOLDER = assets.path("page")
_RUN = """
const fs = require("fs"), vm = require("vm");
const page = vm.createContext({ crypto: globalThis.crypto, TextEncoder, btoa, atob, Uint8Array });
const read = (name) => fs.readFileSync(process.argv[2] + "/" + name, "utf8");
const whole = [read("noble.js"), read("seal.js"), "globalThis.seal = seal; globalThis.noble = noble;"].join("\\n");
vm.runInContext(whole, page);
const [, , , key, round, said] = process.argv;
const vector = () => {
  const hex = (text) => page.Uint8Array.from(text.match(/../g), (two) => parseInt(two, 16));
  const secret = hex("f4ec9b33b792c372c1d2c2063507b684ef925b8c75a42dbcbf57d63ccd381600");
  const pair = { secretKey: secret, publicKey: page.noble.x25519.getPublicKey(secret) };
  const to = hex("4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a");
  const info = hex("4f6465206f6e2061204772656369616e2055726e");
  const plain = hex("4265617574792069732074727574682c20747275746820626561757479");
  return page.seal.to64(page.seal.sealed(to, info, plain, pair));
};
console.log(JSON.stringify([page.seal.sheet(key, round, JSON.parse(said)), page.seal.word(key), vector()]));
"""


def test_the_script_of_others_is_the_one_that_is_written_down() -> None:
    about = json.loads((FOLDER / "noble.json").read_text(encoding="utf-8"))
    assert hashlib.sha256((FOLDER / "noble.js").read_bytes()).hexdigest() == about["sha256"]
    assert "Paul Miller" in (FOLDER / "noble.LICENSE.txt").read_text(encoding="utf-8")
    assert set(about["packages"]) == {"@noble/curves", "@noble/ciphers", "@noble/hashes"}


@pytest.mark.skipif(not shutil.which("node"), reason="no JavaScript without a browser here")
def test_what_the_page_seals_opens_here_and_is_what_the_standard_says(tmp_path: object) -> None:
    """The vector is that of RFC 9180, A.2.1, but without associated data; so key, nonce and text are its own."""
    key = Fernet.generate_key()
    public = base64.urlsafe_b64encode(phone_seal.public_key(key)).decode().rstrip("=")
    said = {
        "side": "public", "participant": "", "slip": "",
        "answers": [{"item": "ü", "value": 4, "value2": None, "dk": "no", "comment": "x" * 3000}],
    }  # fmt: skip
    done = subprocess.run(
        ["node", "-e", _RUN, "-", str(FOLDER), public, "r-1", json.dumps(said)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    sealed, word, vector = json.loads(done.stdout)
    body = base64.b64decode(sealed)
    sheet = phone_seal.opened(key, "r-1", body)
    assert (sheet.side, sheet.given[0]["item"], word) == ("public", "ü", word_of(phone_seal.public_key(key)))
    assert (len(body) - 48) % 1024 == 0
    with pytest.raises(phone_seal.BadSheet):
        phone_seal.opened(key, "r-2", body)
    whole = base64.b64decode(vector)
    assert whole[:32].hex() == "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a"
    assert (
        whole[32:-16].hex()
        == "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28"[: 2 * 29]
    )
