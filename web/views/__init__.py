"""Thin views: permission, form, one service call, then a redirect or a page."""
