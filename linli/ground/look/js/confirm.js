// <form data-confirm="words"> or a button with it asks once more before something that cannot be taken back.
// data-yes and data-no are the words on the two buttons.
const ask = (words, yes, no) =>
  new Promise((answer) => {
    const dialog = document.createElement("dialog");
    dialog.className = "ask";
    const text = document.createElement("p");
    text.textContent = words;
    text.id = "ask-words";
    dialog.setAttribute("aria-labelledby", text.id);
    const acts = document.createElement("form");
    acts.className = "acts";
    acts.method = "dialog";
    for (const [label, value, kind] of [[no, "no", "press press-quiet"], [yes, "yes", "press press-full"]]) {
      const button = document.createElement("button");
      Object.assign(button, { className: kind, value, textContent: label });
      acts.append(button);
    }
    dialog.append(text, acts);
    dialog.addEventListener("close", () => {
      dialog.remove();
      answer(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });

document.addEventListener(
  "submit",
  async (event) => {
    const { target: form, submitter } = event;
    const asker = submitter?.dataset.confirm ? submitter : form;
    if (!asker.dataset.confirm || form.dataset.confirmed) {
      delete form.dataset.confirmed;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const zh = document.documentElement.lang.startsWith("zh");
    const { yes = zh ? "是的" : "Yes", no = zh ? "再想想" : "Not yet" } = asker.dataset;
    if (await ask(asker.dataset.confirm, yes, no)) {
      form.dataset.confirmed = "yes";
      form.requestSubmit(submitter ?? undefined);
    } else submitter?.focus();
  },
  true,
);
