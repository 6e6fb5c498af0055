// Says plainly when there is no network, and stops a form from being sent into nothing: what was typed stays.
// A browser without any network says "offline" even where the server is this very machine, so we knock before believing it.
const line = document.querySelector("[data-offline]");

const reached = () => fetch(location.pathname, { method: "HEAD", cache: "no-store" }).then(() => true, () => false);

const tell = async () => {
  const fine = navigator.onLine || (await reached());
  if (line) line.hidden = fine;
  return fine;
};

document.addEventListener(
  "submit",
  async (event) => {
    const { target: form, submitter } = event;
    if (navigator.onLine || form.method === "dialog" || form.dataset.reached) {
      delete form.dataset.reached;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (await tell()) {
      form.dataset.reached = "yes";
      form.requestSubmit(submitter ?? undefined);
    } else line?.scrollIntoView({ block: "nearest" });
  },
  true,
);
addEventListener("online", tell);
addEventListener("offline", tell);
tell();
