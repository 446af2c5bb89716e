"""Every write on mail: ``post`` in the transaction of what it tells, the rest is the worker's."""

from accord.foundation.mail.actions._post import Draft, forget, post, post_letter, resend

__all__ = ["Draft", "forget", "post", "post_letter", "resend"]
