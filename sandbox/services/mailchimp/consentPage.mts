import { escapeHtml as escape } from '../shared/html.mts';
import type { Account } from './state.mts';

const STYLE = `
body { font: 16px/1.5 sans-serif; background: #f4f1ea; display: grid; place-items: center; min-height: 95vh }
form { background: #fff; padding: 2em 3em; border-radius: 12px; max-width: 26em }
fieldset { border: 0; padding: 0 }
legend { padding: 0 }
label { display: block; margin: .7em 0 }
small { color: #666 }
button { font: inherit; padding: .5em 1.5em; margin: 1em .5em 0 0; border-radius: 6px; border: 1px solid #241c15; background: #fff }
button[value=allow] { background: #ffe01b }
`;

/** One account that can be chosen. */
const choice = ({ name, login }: Account, isFirst: boolean) =>
	`<label><input type="radio" name="account" value="${escape(login.login_name)}"${isFirst ? ' checked' : ''}> ${escape(name)} <small>${escape(login.email)}</small></label>`;

/**
 * The page on which a person chooses an account and allows or denies. It posts `account` (a login name) and
 * `decision` (`allow` or `deny`).
 * @param action where the form goes
 */
export const consentPage = (action: string, accounts: readonly Account[]) =>
	`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Log in to Mailchimp (stand-in)</title>
<style>${STYLE}</style>
<form method="post" action="${escape(action)}">
<h1>Log in to Mailchimp</h1>
<p>This is a stand-in on your own machine. The app asks for full access to an account.</p>
<fieldset>
<legend>Account</legend>
${accounts.map((account, index) => choice(account, index === 0)).join('\n')}
</fieldset>
<button name="decision" value="allow">Allow</button>
<button name="decision" value="deny">Deny</button>
</form>
</html>`;
