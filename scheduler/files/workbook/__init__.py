"""A club's book as an Excel workbook that coordinators fill in: written, read back, refused with every fault named."""

from scheduler.files.workbook.faults import CellFault, WorkbookFaults
from scheduler.files.workbook.read import read_book
from scheduler.files.workbook.write import write_blank, write_book

__all__ = ["CellFault", "WorkbookFaults", "read_book", "write_blank", "write_book"]
