"""Makes every Django form of the house come out in our own components, wherever {{ form }} is written."""

from django.forms.renderers import TemplatesSetting


class LookRenderer(TemplatesSetting):
    """Renders a form with ui/form.html and each of its fields with ui/field.html."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
