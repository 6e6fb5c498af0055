// Reads the page's main part aloud, sentence by sentence, and marks the button while it speaks.
// Shown only where the browser has a voice for the page's language, or has not said which voices it has.
const speech = window.speechSynthesis;
const lang = document.documentElement.lang.startsWith("zh") ? "zh-CN" : "en-GB";

const hasVoice = () => {
  const voices = speech?.getVoices() ?? [];
  return Boolean(speech) && (!voices.length || voices.some((voice) => voice.lang.slice(0, 2) === lang.slice(0, 2)));
};

const sentences = () => {
  const main = document.querySelector("main").cloneNode(true);
  for (const part of main.querySelectorAll("script,noscript,svg,[hidden],[aria-hidden=true],.sr,[data-read-aloud],form")) part.remove();
  for (const block of main.querySelectorAll("h1,h2,h3,h4,p,li,dt,dd,th,td,a")) block.append("。");
  return main.textContent.split(/(?<=[。！？；.!?])/).map((words) => words.trim()).filter((words) => /[\p{L}\p{N}]/u.test(words));
};

const press = (button, speaking) => {
  button.setAttribute("aria-pressed", String(speaking));
  const words = button.querySelector("span") ?? button;
  button.dataset.start ??= words.textContent;
  words.textContent = speaking ? button.dataset.stop : button.dataset.start;
};

for (const button of document.querySelectorAll("[data-read-aloud]")) {
  button.hidden = !hasVoice();
  speech?.addEventListener?.("voiceschanged", () => {
    button.hidden = !hasVoice();
  });
  button.addEventListener("click", () => {
    if (speech.speaking) {
      speech.cancel();
      press(button, false);
      return;
    }
    const lines = sentences();
    lines.forEach((words, index) => {
      const utterance = Object.assign(new SpeechSynthesisUtterance(words), { lang, rate: 0.9 });
      if (index === lines.length - 1) utterance.addEventListener("end", () => press(button, false));
      speech.speak(utterance);
    });
    press(button, lines.length > 0);
  });
}
addEventListener("pagehide", () => speech?.cancel());
