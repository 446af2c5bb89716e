"""Attachments: checked by content, kept once, given only to those who may."""
