export default function ({ parentElement }) {
  const button = parentElement.querySelector("button"), said = parentElement.querySelector("span");
  button.onclick = async () => {
    const address = window.location.href;
    try { await navigator.clipboard.writeText(address); }
    catch { // no clipboard outside https and localhost: the old way
      const field = document.createElement("textarea"); field.value = address; field.style.position = "fixed"; field.style.opacity = "0";
      document.body.append(field); field.select(); document.execCommand("copy"); field.remove();
    }
    said.textContent = "copied"; setTimeout(() => { said.textContent = ""; }, 2500);
  };
}
