"""The second factor: time-based codes (RFC 6238), kept by django-otp."""

from __future__ import annotations

from base64 import b32encode
from urllib.parse import quote

import segno
from django.conf import settings
from django.db import transaction
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from jiheng.model.refusal import Refusal

from ..models import User
from .base import record, refuse


def has_second_factor(user: User) -> bool:
    """Whether a code is asked for."""
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def new_secret() -> str:
    """A fresh key, as hex."""
    made: str = random_hex(20)
    return made


def shown(secret: str) -> str:
    """The key as people type it: base 32 in groups of four."""
    plain = b32encode(bytes.fromhex(secret)).decode().rstrip("=")
    return " ".join(plain[at : at + 4] for at in range(0, len(plain), 4))


def qr_of(user: User, secret: str) -> str:
    """The QR code for an authenticator app, as a data address."""
    issuer, key = quote(settings.OTP_TOTP_ISSUER), shown(secret).replace(" ", "")
    text = f"otpauth://totp/{issuer}:{quote(user.username)}?secret={key}&issuer={issuer}"
    return str(segno.make(text, micro=False).svg_data_uri(scale=4, border=2))


def set_second_factor(user: User, secret: str, code: str) -> bool:
    """Turn it on, once a code proves that the key has arrived."""
    if not (code.isdecimal() and TOTP(bytes.fromhex(secret)).verify(int(code), 1)):
        return False
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user).delete()
        TOTPDevice.objects.create(user=user, key=secret, name="totp", confirmed=True)
        record(user, "second-factor", f"user:{user.pk}", on=True)
    return True


def drop_second_factor(user: User, password: str) -> None:
    """Turn it off; only with the password."""
    if not user.check_password(password):
        raise refuse("密码不对", "请再试一次", "the password is wrong", "try again")
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user).delete()
        record(user, "second-factor", f"user:{user.pk}", on=False)


def verified(user_pk: int, code: str) -> User | None:
    """The person, if the code is right, fresh and not guessed at (django-otp slows that down)."""
    with transaction.atomic():
        user = User.objects.filter(pk=user_pk, is_active=True).first()
        devices = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True)
        device = devices.first() if user else None
        if device is None:
            return None
        allowed, _ = device.verify_is_allowed()
        return user if allowed and device.verify_token(code) else None


def different() -> Refusal:
    """The refusal of a new password typed in two ways."""
    return refuse(
        "两次输入的新密码不同", "请重新输入", "the two new passwords differ", "type again"
    )
