import type { Service } from '../../../dist/index.js';
import { escapeHtml as escape } from '../shared/html.mts';

const STYLE = `
body { font: 16px/1.5 sans-serif; background: #f3f4f6; display: grid; place-items: center; min-height: 95vh }
form { background: #fff; padding: 2em 3em; border-radius: 12px; max-width: 28em }
ul { padding-left: 1.2em }
label { display: block; margin: .4em 0 }
button { font: inherit; padding: .5em 1.5em; margin: 1em .5em 0 0; border-radius: 6px; border: 1px solid #333; background: #fff }
button[value=allow] { background: #333; color: #fff }
`;

/**
 * The page on which a person allows or denies. It posts `decision` (`allow` or `deny`), and where single scopes may be
 * declined, `offered:<scope>` for each of these and `scope:<scope>` for those that stay ticked.
 * @param action where the form goes
 */
export function consentPage(service: Service, action: string, scopes: readonly string[]): string {
	const { partialConsent, scopes: rules } = service.oauth2 ?? {};
	const always = rules?.always ?? [];
	const item = (scope: string) => {
		const name = escape(scope);
		return partialConsent && !always.includes(scope)
			? `<label><input type="hidden" name="offered:${name}" value="on"><input type="checkbox" name="scope:${name}" value="on" checked> ${name}</label>`
			: `<li>${name}</li>`;
	};
	return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escape(service.displayName)} (stand-in)</title>
<style>${STYLE}</style>
<form method="post" action="${escape(action)}">
<h1>${escape(service.displayName)}</h1>
<p>This is a stand-in on your own machine. The app asks for:</p>
<ul>${scopes.map(item).join('\n') || '<li>access to the account</li>'}</ul>
<button name="decision" value="allow">Allow</button>
<button name="decision" value="deny">Deny</button>
</form>
</html>`;
}
