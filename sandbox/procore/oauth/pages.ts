import type { App } from '../state/apps.ts'

/** What an authorisation asks for; it goes through the pages in their address. */
export interface AuthorizationQuery {
  readonly client_id: string
  readonly redirect_uri: string
  readonly response_type: string
  readonly state?: string
}

export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'x-frame-options': 'DENY',
  'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
}

export interface LogInPage {
  readonly action: string
  readonly email?: string
  readonly error?: string
  readonly accounts: readonly { readonly email: string; readonly password: string; readonly may: string }[]
}

export function logInPage({ action, email = '', error, accounts }: LogInPage): string {
  const rows = accounts.map(
    (account) =>
      `<tr><td><code>${escape(account.email)}</code></td><td><code>${escape(account.password)}</code></td><td>${escape(account.may)}</td></tr>`,
  )
  return page(
    'Log in to Procore (sandbox)',
    `<h1>Log in</h1>
    ${error === undefined ? '' : `<p class="error" role="alert">${escape(error)}</p>`}
    <form method="post" action="${escape(action)}">
      <label>Email <input type="email" name="email" value="${escape(email)}" required autofocus autocomplete="username"></label>
      <label>Password <input type="password" name="password" required autocomplete="current-password"></label>
      <button type="submit">Log in</button>
    </form>
    <details><summary>Accounts of this sandbox</summary><table>${rows.join('')}</table></details>`,
  )
}

export interface ConsentPage {
  readonly action: string
  readonly logOutAction: string
  readonly formKey: string
  readonly app: App
  readonly userName: string
  readonly redirectUri: string
}

export function consentPage({ action, logOutAction, formKey, app, userName, redirectUri }: ConsentPage): string {
  return page(
    'Authorize an app (sandbox)',
    `<h1>${escape(app.name)} asks for access</h1>
    <p>It will act as <strong>${escape(userName)}</strong> and send you back to <code>${escape(redirectUri)}</code>.</p>
    <form method="post" action="${escape(action)}">
      <input type="hidden" name="form_key" value="${escape(formKey)}">
      <button type="submit" name="decision" value="allow">Allow</button>
      <button type="submit" name="decision" value="deny" class="quiet">Deny</button>
    </form>
    <form method="post" action="${escape(logOutAction)}"><button type="submit" class="quiet">Log in as someone else</button></form>`,
  )
}

export function codePage(code: string): string {
  return page(
    'Authorization code (sandbox)',
    `<h1>Authorization code</h1><p><code id="code">${escape(code)}</code></p>`,
  )
}

export function errorPage(sentence: string): string {
  return page(
    'An error has occurred (sandbox)',
    `<h1>An error has occurred</h1><p class="error" role="alert">${escape(sentence)}</p>`,
  )
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title><style>
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 30rem; margin: 3rem auto; padding: 0 1rem; color: light-dark(#222, #e8e8e8); background: light-dark(#fff, #1c1c1c); overflow-wrap: anywhere }
h1 { font-size: 1.4rem } label { display: block; margin: .75rem 0 } input { display: block; width: 100%; padding: .5rem; font: inherit; box-sizing: border-box }
button { padding: .5rem 1.25rem; font: inherit; border: 0; border-radius: 4px; background: #c23f00; color: #fff; cursor: pointer }
.quiet { background: light-dark(#eee, #3a3a3a); color: inherit } .error { color: light-dark(#a40000, #ff9c9c) } form { margin: 1rem 0 } details { margin-top: 2rem; font-size: .85rem } td { padding: .2rem .5rem .2rem 0; vertical-align: top }
</style></head><body><main>${content}</main></body></html>`
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
