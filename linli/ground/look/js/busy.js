// A form is sent once: the pressed button rests until the answer comes. What makes a repeat harmless is the
// idempotency key in the form itself; this only spares people the doubt.
const rest = (button) => {
  button.dataset.words = button.textContent;
  button.disabled = true;
  button.setAttribute("aria-busy", "true");
  if (button.dataset.busy) button.textContent = button.dataset.busy;
};

const wake = (button) => {
  button.disabled = false;
  button.removeAttribute("aria-busy");
  if (button.dataset.busy) button.textContent = button.dataset.words;
};

const wakeAll = (root) => root.querySelectorAll("button[aria-busy]").forEach(wake);

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  // After this tick, so that the button's own name and value still travel with the form.
  setTimeout(() => submitter instanceof HTMLButtonElement && rest(submitter));
});

const done = (root) => {
  root.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  wakeAll(root);
};
addEventListener("pageshow", () => done(document));
addEventListener("offline", () => done(document));
document.addEventListener("htmx:afterRequest", () => done(document));
