// Keeps what is typed into <form data-autosave="key"> on this phone until it has arrived, so that nothing is lost
// when the network fails. A page that shows data-arrived="key" says that it has. Kept for two days at most.
const PREFIX = "linli-draft:";
const TWO_DAYS = 2 * 24 * 3600 * 1000;

const keepable = (box) =>
  box.name && !box.matches("[type=password],[type=file],[type=hidden],[data-private]") && box.type !== "submit";

const read = (form) => {
  const kept = {};
  for (const box of form.elements) {
    if (!keepable(box)) continue;
    if (box.type === "checkbox" || box.type === "radio") {
      if (box.checked) kept[box.name] = [...(kept[box.name] ?? []), box.value];
    } else if (box.value) kept[box.name] = [box.value];
  }
  return kept;
};

const fill = (form, kept) => {
  let filled = false;
  for (const box of form.elements) {
    const values = kept[box.name];
    if (!values || !keepable(box)) continue;
    if (box.type === "checkbox" || box.type === "radio") {
      filled ||= !box.checked && values.includes(box.value);
      box.checked = values.includes(box.value);
    } else if (!box.value && values[0]) {
      box.value = values[0];
      filled = true;
    }
  }
  return filled;
};

const forget = (key) => localStorage.removeItem(PREFIX + key);

const watch = (form) => {
  const key = form.dataset.autosave;
  const draft = JSON.parse(localStorage.getItem(PREFIX + key) ?? "null");
  if (draft && draft.at + TWO_DAYS > Date.now()) {
    const told = form.querySelector("[data-restored]");
    if (fill(form, draft.kept) && told) told.hidden = false;
  } else forget(key);

  let timer;
  const save = () => {
    const kept = read(form);
    if (Object.keys(kept).length) localStorage.setItem(PREFIX + key, JSON.stringify({ at: Date.now(), kept }));
    else forget(key);
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, 400);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    save();
  });
};

try {
  for (const arrived of document.querySelectorAll("[data-arrived]")) forget(arrived.dataset.arrived);
  for (const form of document.querySelectorAll("form[data-autosave]")) watch(form);
} catch (trouble) {
  // A browser that refuses storage (private windows) still has a form that works.
  console.info("no drafts:", trouble.name);
}
