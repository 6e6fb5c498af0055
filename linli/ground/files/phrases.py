"""The sentence of each verb that files write into the journal."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "file.taken": _("收下了一个文件"),
    "file.removed": _("删除了一个文件"),
}
