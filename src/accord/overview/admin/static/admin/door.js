// Passkeys, and the focus on what went wrong. Without this script everything else still works.

const decode = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));

const encode = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const named = (list) => list?.map((item) => ({ ...item, id: decode(item.id) }));

async function create({ publicKey }) {
  const made = await navigator.credentials.create({ publicKey: {
    ...publicKey,
    challenge: decode(publicKey.challenge),
    user: { ...publicKey.user, id: decode(publicKey.user.id) },
    excludeCredentials: named(publicKey.excludeCredentials),
    authenticatorSelection: {
      ...publicKey.authenticatorSelection,
      residentKey: "required", requireResidentKey: true, userVerification: "required",
    },
  } });
  return {
    ...told(made),
    response: {
      clientDataJSON: encode(made.response.clientDataJSON),
      attestationObject: encode(made.response.attestationObject),
      transports: made.response.getTransports?.() ?? [],
    },
  };
}

async function get({ publicKey }) {
  const found = await navigator.credentials.get({ publicKey: {
    ...publicKey,
    challenge: decode(publicKey.challenge),
    allowCredentials: named(publicKey.allowCredentials),
    userVerification: "required",
  } });
  const { clientDataJSON, authenticatorData, signature, userHandle } = found.response;
  return {
    ...told(found),
    response: {
      clientDataJSON: encode(clientDataJSON),
      authenticatorData: encode(authenticatorData),
      signature: encode(signature),
      userHandle: userHandle ? encode(userHandle) : null,
    },
  };
}

const told = (credential) => ({
  id: credential.id,
  rawId: encode(credential.rawId),
  type: credential.type,
  clientExtensionResults: credential.getClientExtensionResults(),
});

async function question(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`no challenge: ${answer.status}`);
  return (await answer.json()).request_options;
}

async function fill(form) {
  const failed = form.querySelector("[role=alert]");
  failed.hidden = true;
  try {
    const ask = form.dataset.passkey === "create" ? create : get;
    form.elements.credential.value = JSON.stringify(await ask(await question(form)));
    form.submit();
  } catch (problem) {
    console.warn(problem.message);
    failed.textContent = form.dataset.failed;
    failed.hidden = false;
  }
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      fill(form);
    });
  }
}
document.querySelector("[data-focus]")?.focus();
for (const shown of document.querySelectorAll("[data-copy]")) {
  shown.addEventListener("click", () => navigator.clipboard.writeText(shown.dataset.copy));
}
const waits = Object.entries(localStorage).some(([key, notes]) => /^accord:\d+:waiting$/.test(key) && notes !== "[]");
for (const note of document.querySelectorAll("[data-when-waiting]")) note.hidden = !waits;
