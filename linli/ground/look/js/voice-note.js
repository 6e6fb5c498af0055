// Records a spoken note into the file field beside it: press, speak, press again; listen before sending.
// Played through Web Audio, so that the recording never has an address.
const LONGEST = 180;

const make = (label, picture) => {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "press" });
  if (picture) {
    const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    icon.setAttribute("class", "icon");
    icon.setAttribute("aria-hidden", "true");
    use.setAttribute("href", picture);
    icon.append(use);
    button.append(icon);
  }
  button.append(Object.assign(document.createElement("span"), { textContent: label }));
  return button;
};

const say = (button, words) => {
  button.querySelector("span").textContent = words;
};

const setUp = (place) => {
  const input = document.getElementById(place.dataset.voiceNote);
  if (!input || !navigator.mediaDevices?.getUserMedia || !window.MediaRecorder) return;
  const words = place.dataset;
  const record = make(words.start, words.icon);
  const play = make(words.play);
  play.hidden = true;
  const clock = document.createElement("output");
  place.replaceChildren(record, play, clock);
  place.hidden = false;
  input.hidden = true;

  let recorder;
  let ticking;
  const stop = () => recorder?.state === "recording" && recorder.stop();

  const keep = (pieces, seconds) => {
    const type = recorder.mimeType.split(";")[0];
    const name = `voice.${type.split("/")[1] ?? "webm"}`;
    const files = new DataTransfer();
    files.items.add(new File(pieces, name, { type }));
    input.files = files.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    say(record, words.again);
    record.setAttribute("aria-pressed", "false");
    clock.value = `${seconds}″`;
    play.hidden = false;
  };

  const start = async () => {
    let microphone;
    try {
      microphone = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      clock.value = words.refused;
      input.hidden = false;
      return;
    }
    const pieces = [];
    let seconds = 0;
    recorder = new MediaRecorder(microphone);
    recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
    recorder.addEventListener("stop", () => {
      clearInterval(ticking);
      microphone.getTracks().forEach((track) => track.stop());
      keep(pieces, seconds);
    });
    recorder.start();
    play.hidden = true;
    say(record, words.stop);
    record.setAttribute("aria-pressed", "true");
    ticking = setInterval(() => {
      clock.value = `${words.recording}${(seconds += 1)}″`;
      if (seconds >= LONGEST) stop();
    }, 1000);
  };

  record.addEventListener("click", () => (recorder?.state === "recording" ? stop() : start()));
  play.addEventListener("click", async () => {
    const room = new AudioContext();
    const source = room.createBufferSource();
    source.buffer = await room.decodeAudioData(await input.files[0].arrayBuffer());
    source.connect(room.destination);
    source.addEventListener("ended", () => room.close());
    source.start();
  });
  input.form?.addEventListener("submit", stop);
};

document.querySelectorAll("[data-voice-note]").forEach(setUp);
