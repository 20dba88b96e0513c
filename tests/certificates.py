"""Certificates for localhost, signed by themselves."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from d_loket.clock import Clock


def certificate(folder: Path) -> tuple[Path, Path]:
    """Make one that is valid today; return its file and its key's."""
    today = Clock().now()
    return _made(folder, today - timedelta(days=1), today + timedelta(days=1))


def expired_certificate(folder: Path) -> tuple[Path, Path]:
    """Make one of years ago."""
    return _made(folder, datetime(2015, 1, 1, tzinfo=UTC), datetime(2016, 1, 1, tzinfo=UTC))


def _made(folder: Path, start: datetime, end: datetime) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), start, end)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path, keyfile = folder / "cert.pem", folder / "key.pem"
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    keyfile.write_bytes(key.private_bytes(*plain))
    return path, keyfile
