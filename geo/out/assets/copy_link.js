export default function ({ parentElement, data }) {
  const button = parentElement.querySelector("button"), said = parentElement.querySelector("span");
  button.onclick = async () => {
    // while playing, the window runs ahead of the address
    const address = data && data.query ? `${location.origin}${location.pathname}?${data.query}` : location.href;
    try { await navigator.clipboard.writeText(address); }
    catch { // no clipboard outside https and localhost: the old way
      const field = document.createElement("textarea"); field.value = address; field.style.position = "fixed"; field.style.opacity = "0";
      document.body.append(field); field.select(); document.execCommand("copy"); field.remove();
    }
    said.textContent = "copied"; setTimeout(() => { said.textContent = ""; }, 2500);
  };
}
