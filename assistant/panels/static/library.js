// Files on their way to the library: dropped or chosen in the zone, or chosen to take a document's place.
(() => {
  "use strict";
  const zone = () => document.querySelector("#pa-zone");
  const list = () => document.querySelector("#pa-zone .pa-uploads");

  // One file after another: so each says how far it is, and a slow line is not shared out.
  const send = (file) => new Promise((resolve) => {
    const line = document.createElement("li"), words = list().dataset;
    const request = new XMLHttpRequest(), body = new FormData();
    line.textContent = file.name;
    list().append(line);
    body.append("files", file);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) line.textContent = `${words.uploading} ${Math.round(100 * event.loaded / event.total)}% ${file.name}`;
    };
    const failed = () => { line.textContent = `${words.failed}: ${file.name}`; resolve(null); };
    request.onerror = failed;
    request.onload = () => {
      try {
        const path = JSON.parse(request.responseText)[0];
        line.textContent = `${words.uploaded}: ${file.name}`;
        line.className = "pa-sent";
        resolve({path, name: file.name});
      } catch { failed(); }
    };
    request.open("POST", new URL("gradio_api/upload", location.href.split(/[?#]/)[0]));
    request.send(body);
  });
  window.paSendFiles = async (files) => {
    list().replaceChildren();
    const sent = [];
    for (const file of files) {
      const one = await send(file);
      if (one) sent.push(one);
    }
    return sent;
  };

  // The report names every file with what became of it: the list of what is under way has done its work.
  document.addEventListener("pa-report", (event) => {
    if (event.detail.querySelector("ul, .pa-failed")) list()?.querySelectorAll(".pa-sent").forEach((line) => line.remove());
  });
  document.addEventListener("dragover", (event) => { if (zone()?.contains(event.target)) event.preventDefault(); });
})();
