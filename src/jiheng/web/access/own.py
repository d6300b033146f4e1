"""The person's own, and what anybody may read."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from ..models import (
    Delivery,
    Hook,
    Job,
    Notification,
    Project,
    Publication,
    Token,
    Upload,
    User,
)
from .roles import OWN_UNIT, Person, in_sight, memberships, one_of


def notifications(user: Person) -> QuerySet[Notification]:
    """What the person was told."""
    return Notification.objects.filter(user=user.pk)


def notification(user: Person, pk: int) -> Notification:
    """One of them."""
    return one_of(notifications(user), pk=pk)


def uploads(user: Person) -> QuerySet[Upload]:
    """Files the person handed in, or colleagues of his unit did."""
    offices = [one.organisation_id for one in memberships(user) if one.role in OWN_UNIT]
    mine = Q(by=user.pk) | Q(by__memberships__organisation__in=offices)
    return Upload.objects.filter(mine).distinct() if user.pk else Upload.objects.none()


def upload(user: Person, pk: int) -> Upload:
    """One of them."""
    return one_of(uploads(user), pk=pk)


def jobs(user: Person) -> QuerySet[Job]:
    """Work in the background that the person began, or of a project in sight."""
    if not user.pk:
        return Job.objects.none()
    return Job.objects.filter(Q(user=user.pk) | in_sight(user, "project__unit__"))


def job(user: Person, pk: int) -> Job:
    """One of them."""
    return one_of(jobs(user), pk=pk)


def tokens(user: Person) -> QuerySet[Token]:
    """The person's keys to the API."""
    return Token.objects.filter(user=user.pk)


def token(user: Person, pk: int) -> Token:
    """One of them."""
    return one_of(tokens(user), pk=pk)


def hooks(user: Person) -> QuerySet[Hook]:
    """The addresses that are told for the person."""
    return Hook.objects.filter(user=user.pk)


def hook(user: Person, pk: int) -> Hook:
    """One of them."""
    return one_of(hooks(user), pk=pk)


def deliveries(user: Person) -> QuerySet[Delivery]:
    """What was sent, or will be, to the person's addresses."""
    return Delivery.objects.filter(hook__user=user.pk).select_related("hook")


def published() -> QuerySet[Publication]:
    """What anybody may read, signed in or not."""
    return Publication.objects.select_related("project__unit", "version", "assessment")


def published_project(pk: int) -> Project:
    """A project of which something was published."""
    return one_of(Project.objects.filter(publications__isnull=False).distinct(), pk=pk)


def demo_people() -> QuerySet[User]:
    """The invented people of the demonstration, for its one-click sign-in."""
    return User.objects.filter(synthetic=True, is_active=True).prefetch_related(
        "memberships__organisation"
    ).order_by("pk")  # fmt: skip
