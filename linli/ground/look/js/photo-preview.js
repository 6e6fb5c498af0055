// Shows the chosen photos small before they are sent, each with a button that takes it out again.
// Drawn on canvases: no address of a private picture is ever made.
const draw = async (file) => {
  const blank = document.createElement("span");
  blank.className = "blank";
  blank.textContent = file.name.split(".").pop().toUpperCase();
  if (!file.type.startsWith("image/")) return blank;
  try {
    const picture = await createImageBitmap(file);
    const side = Math.min(picture.width, picture.height);
    const canvas = Object.assign(document.createElement("canvas"), { width: 240, height: 240 });
    const [left, top] = [(picture.width - side) / 2, (picture.height - side) / 2];
    canvas.getContext("2d").drawImage(picture, left, top, side, side, 0, 0, 240, 240);
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", file.name);
    return canvas;
  } catch {
    return blank; // HEIC and the like: this browser cannot draw it, the server can
  }
};

const without = (input, gone) => {
  const kept = new DataTransfer();
  for (const file of input.files) if (file !== gone) kept.items.add(file);
  input.files = kept.files;
};

const show = async (input, place) => {
  const zh = document.documentElement.lang.startsWith("zh");
  const thumbs = await Promise.all(
    [...input.files].map(async (file) => {
      const thumb = Object.assign(document.createElement("span"), { className: "thumb" });
      const out = Object.assign(document.createElement("button"), { type: "button", className: "press press-quiet press-mini" });
      out.textContent = zh ? "不要这张" : "Remove";
      out.setAttribute("aria-label", `${out.textContent} ${file.name}`);
      out.addEventListener("click", () => {
        without(input, file);
        show(input, place);
        input.focus();
      });
      thumb.append(await draw(file), out);
      return thumb;
    }),
  );
  place.replaceChildren(...thumbs);
};

for (const place of document.querySelectorAll("[data-thumbs-of]")) {
  const input = document.getElementById(place.dataset.thumbsOf);
  input?.addEventListener("change", () => show(input, place));
}
