// Asks the browser for a passkey, for the forms that carry `data-passkey`, and sends what it answers.
//
//   data-passkey="create"  registers a new key;    data-options holds what the server asks for
//   data-passkey="get"     proves an existing key; data-options holds what the server asks for
//   data-passkey="login"   proves an existing key; what the server asks for is fetched from the form's own address
//
// A form that is hidden until a script runs is shown here. Without script nothing of this is offered.
"use strict";

(() => {
  const octets = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const keys = (list) => (list || []).map((each) => ({ ...each, id: octets(each.id) }));

  const asked = (options) => {
    const wanted = { ...options.publicKey, challenge: octets(options.publicKey.challenge) };
    if (wanted.user) wanted.user = { ...wanted.user, id: octets(wanted.user.id) };
    if (wanted.excludeCredentials) wanted.excludeCredentials = keys(wanted.excludeCredentials);
    if (wanted.allowCredentials) wanted.allowCredentials = keys(wanted.allowCredentials);
    return wanted;
  };

  const answered = (credential) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) response[name] = text(credential.response[name]);
    }
    if (credential.response.getTransports) response.transports = credential.response.getTransports();
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response,
      clientExtensionResults: credential.getClientExtensionResults(),
    });
  };

  const create = (form) => {
    const wanted = asked(JSON.parse(form.dataset.options));
    const box = form.elements.namedItem("passwordless");
    const selection = { ...wanted.authenticatorSelection };
    selection.requireResidentKey = Boolean(box && box.checked);
    selection.residentKey = selection.requireResidentKey ? "required" : "discouraged";
    if (selection.requireResidentKey) selection.userVerification = "required";
    return navigator.credentials.create({ publicKey: { ...wanted, authenticatorSelection: selection } });
  };

  const get = (options) => navigator.credentials.get({ publicKey: asked(options) });

  const login = async (form) => {
    const response = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(response.statusText);
    return get((await response.json()).request_options);
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!window.PublicKeyCredential) continue;
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const problem = form.querySelector("[data-passkey-problem]");
      problem.hidden = true;
      try {
        const kind = form.dataset.passkey;
        const credential = await (kind === "create"
          ? create(form)
          : kind === "get"
            ? get(JSON.parse(form.dataset.options))
            : login(form));
        form.elements.namedItem("credential").value = answered(credential);
        form.submit();
      } catch (error) {
        problem.textContent = "The browser gave no key: it was cancelled, or there is none for this address. Try again.";
        problem.hidden = false;
      }
    });
  }
})();
