import { escapeHtml as escape } from '../shared/html.mts';
import type { Person } from './state.mts';

const STYLE = `
body { font: 16px/1.5 sans-serif; background: #f0f2f5; display: grid; place-items: center; min-height: 95vh }
form { background: #fff; padding: 2em 3em; border-radius: 12px; max-width: 28em }
fieldset { border: 0; padding: 0; margin: 1em 0 }
legend { padding: 0; font-weight: bold }
label { display: block; margin: .5em 0 }
small { color: #666 }
button { font: inherit; padding: .5em 1.5em; margin: 1em .5em 0 0; border-radius: 6px; border: 1px solid #1c1e21; background: #fff }
button[value=allow] { background: #1877f2; color: #fff }
`;

/** One person that can be chosen. */
const choice = ({ name, login, email }: Person, isFirst: boolean) =>
	`<label><input type="radio" name="account" value="${escape(login)}"${isFirst ? ' checked' : ''}> ${escape(name)} <small>${escape(email)}</small></label>`;

/** A permission is only shown while somebody is chosen to whom it is offered. */
function box(scope: string, people: readonly Person[], isOffered: IsOffered): string {
	const without = people.filter((person) => !isOffered(person, scope));
	const hidden = without.map(({ login }) => `without-${login}`).join(' ');
	return `<label class="${escape(hidden)}"><input type="checkbox" name="scope:${escape(scope)}" value="on" checked> ${escape(scope)}</label>`;
}

/** Whether a person is asked for a permission. */
export type IsOffered = (person: Person, scope: string) => boolean;

/**
 * The page on which a person chooses who to be, unticks what the app may not do, and allows or denies. It posts
 * `account` (a login name), `scope:<name>` for each ticked permission, and `decision` (`allow` or `deny`).
 * @param action where the form goes
 * @param scopes what the app asks for
 */
export function consentPage(
	action: string,
	people: readonly Person[],
	scopes: readonly string[],
	isOffered: IsOffered,
): string {
	const hiding = people
		.map(({ login }) => `form:has([name=account][value="${login}"]:checked) .without-${login}`)
		.join(', ');
	const shown = scopes.filter((scope) => people.some((person) => isOffered(person, scope)));
	return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Log in with Facebook (stand-in)</title>
<style>${STYLE}${hiding} { display: none }</style>
<form method="post" action="${escape(action)}">
<h1>Log in with Facebook</h1>
<p>This is a stand-in on your own machine.</p>
<fieldset>
<legend>Account</legend>
${people.map((person, index) => choice(person, index === 0)).join('\n')}
</fieldset>
<fieldset>
<legend>What the app may do</legend>
${shown.map((scope) => box(scope, people, isOffered)).join('\n')}
</fieldset>
<button name="decision" value="allow">Allow</button>
<button name="decision" value="deny">Deny</button>
</form>
</html>`;
}
