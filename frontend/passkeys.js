// Passkeys: the browser makes and uses them, so this part needs JavaScript. Each page that offers
// one offers another way too. The server sends bytes as base64url text, and gets them back so.

function toBytes (text) {
  const padded = text.replace(/-/g, '+').replace(/_/g, '/')
  return Uint8Array.from(atob(padded), letter => letter.charCodeAt(0))
}

function toText (buffer) {
  const letters = Array.from(new Uint8Array(buffer), byte => String.fromCharCode(byte)).join('')
  return btoa(letters).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '')
}

function withBytes (credentials) {
  return (credentials || []).map(each => ({ ...each, id: toBytes(each.id) }))
}

async function make (options) {
  const key = options.publicKey
  const made = await navigator.credentials.create({
    publicKey: {
      ...key,
      challenge: toBytes(key.challenge),
      user: { ...key.user, id: toBytes(key.user.id) },
      excludeCredentials: withBytes(key.excludeCredentials),
      // So that it can sign in by itself, it is kept with its name and asks who holds it.
      authenticatorSelection: {
        ...key.authenticatorSelection,
        residentKey: 'required',
        requireResidentKey: true,
        userVerification: 'required'
      }
    }
  })
  return {
    ...basics(made),
    response: {
      clientDataJSON: toText(made.response.clientDataJSON),
      attestationObject: toText(made.response.attestationObject),
      transports: made.response.getTransports ? made.response.getTransports() : []
    }
  }
}

async function use (options) {
  const key = options.publicKey
  const used = await navigator.credentials.get({
    publicKey: {
      ...key,
      challenge: toBytes(key.challenge),
      allowCredentials: withBytes(key.allowCredentials)
    }
  })
  const { clientDataJSON, authenticatorData, signature, userHandle } = used.response
  return {
    ...basics(used),
    response: {
      clientDataJSON: toText(clientDataJSON),
      authenticatorData: toText(authenticatorData),
      signature: toText(signature),
      userHandle: userHandle ? toText(userHandle) : null
    }
  }
}

function basics (credential) {
  return {
    type: credential.type,
    id: credential.id,
    rawId: toText(credential.rawId),
    clientExtensionResults: credential.getClientExtensionResults()
  }
}

async function optionsOf (box) {
  if (box.dataset.options) return JSON.parse(box.dataset.options)
  const answer = await fetch(box.dataset.optionsFrom, { headers: { Accept: 'application/json' } })
  if (!answer.ok) throw new Error(`The site answered ${answer.status}`)
  return (await answer.json()).request_options
}

function sayWhatHappened (box, problem) {
  const line = box.querySelector('[data-passkey-problem]')
  const stopped = problem.name === 'NotAllowedError' || problem.name === 'AbortError'
  line.textContent = stopped
    ? 'No passkey was used. Try again, or use another way on this page.'
    : 'The passkey did not work here. Use another way on this page.'
  line.hidden = false
  line.setAttribute('role', 'alert')
}

export function offerPasskeys () {
  if (!window.PublicKeyCredential) return
  for (const box of document.querySelectorAll('[data-passkey]')) {
    const form = box.querySelector('form')
    const ask = box.dataset.passkey === 'create' ? make : use
    box.hidden = false
    form.addEventListener('submit', async event => {
      event.preventDefault()
      try {
        const credential = await ask(await optionsOf(box))
        form.elements.credential.value = JSON.stringify(credential)
        form.submit()
      } catch (problem) {
        sayWhatHappened(box, problem)
      }
    })
  }
}
