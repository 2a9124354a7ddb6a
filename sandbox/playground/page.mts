import type { Mail } from '../mailbox.mts';
import { escapeHtml as escape } from '../services/shared/html.mts';
import type { Value, Way } from './ways.mts';

/** A connection that n8n holds. */
export interface Held {
	readonly id: string;
	readonly name: string;
	readonly type: string;
}

/** What the page shows. */
export interface Shown {
	/** Where n8n is. */
	readonly url: string;
	readonly owner: { readonly email: string; readonly password: string };
	/** Opens a browser whose way out goes to the stand-ins. */
	readonly browserCommand: string;
	readonly examples: ReadonlyArray<{ readonly id: string; readonly name: string }>;
	readonly connections: readonly Held[];
	readonly ways: readonly Way[];
	/** Oldest first. */
	readonly mails: readonly Mail[];
	/** What a button has done. */
	readonly outcome: string | undefined;
}

const STYLE = `
body { font: 16px/1.5 system-ui, sans-serif; color: #1b1b1b; max-width: 62em; margin: 2em auto; padding: 0 1em }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .35em 1em .35em 0; border-bottom: 1px solid #ddd }
code, pre { font: 14px/1.4 ui-monospace, monospace; background: #f3f3f3; padding: .1em .3em; overflow-wrap: anywhere }
pre { white-space: pre-wrap; padding: .7em }
form { display: inline }
button { font: inherit; padding: .15em .8em; border: 1px solid #767676; border-radius: 4px; background: #fff; cursor: pointer }
[role=status] { background: #e6f4ea; padding: .7em 1em; border-radius: 4px }
summary { cursor: pointer; padding: .3em 0 }
`;

const link = (address: string, text: string) =>
	`<a href="${escape(address)}" target="_blank" rel="noreferrer">${escape(text)}</a>`;

const row = (...cells: readonly string[]) =>
	`<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;

const table = (heads: readonly string[], rows: readonly string[]) =>
	`<table><thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`;

const values = (all: readonly Value[]) =>
	`<table><tbody>${all
		.map(
			([label, value]) =>
				`<tr><th scope="row">${escape(label)}</th><td><code>${escape(value)}</code></td></tr>`,
		)
		.join('')}</tbody></table>`;

/** The buttons of a way. */
const buttons = ({ type, actions }: Way) =>
	Object.entries(actions)
		.map(
			([name, { label }]) =>
				`<form method="post" action="/"><input type="hidden" name="type" value="${escape(type)}"><button name="action" value="${escape(name)}">${escape(label)}</button></form>`,
		)
		.join(' ');

function connectionRow({ id, name, type }: Held, { url, ways }: Shown): string {
	const way = ways.find((one) => one.type === type);
	return row(
		link(`${url}/home/credentials/${id}`, name),
		way ? escape(`${way.service}, ${way.label}`) : escape(type),
		way ? buttons(way) : '',
	);
}

const wayDetails = (way: Way) =>
	`<details><summary>${escape(`${way.service}: ${way.label}`)}</summary>
<p>Credential type <code>${escape(way.type)}</code></p>
${values(way.values())}
${way.people ? `<p>On the consent page choose one of: ${escape(way.people.join(', '))}. Nobody is asked for a password.</p>` : ''}
</details>`;

const mailDetails = ({ from, to, subject, text }: Mail) =>
	`<details><summary>${escape(subject || 'No subject')}</summary>
<p>From ${escape(from)} to ${escape(to.join(', '))}</p>
<pre>${escape(text)}</pre>
</details>`;

/** The page with everything that a newcomer needs to play. */
export const page = (shown: Shown): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Sandbox of n8n-nodes-connections</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Sandbox of n8n-nodes-connections</h1>
${shown.outcome === undefined ? '' : `<p role="status">${escape(shown.outcome)}</p>`}
<p>Everything on this page exists on this machine only: the services are stand-ins.</p>
<h2 id="n8n">n8n</h2>
<p>${link(shown.url, shown.url)}</p>
${values([
	['Email', shown.owner.email],
	['Password', shown.owner.password],
])}
<p>Connect opens the service's consent page, which in your own browser would be the real service. This browser opens the stand-in:</p>
<pre>${escape(shown.browserCommand)}</pre>
<h2 id="examples">Examples</h2>
<ul>${shown.examples.map(({ id, name }) => `<li>${link(`${shown.url}/workflow/${id}`, name)}</li>`).join('\n')}</ul>
<h2 id="connections">Connections</h2>
<p>A button acts at the service, on all connections of that kind. Then run Connections → Verify, or wait for an alert.</p>
${table(
	['Connection', 'Kind', 'At the service'],
	shown.connections.map((held) => connectionRow(held, shown)),
)}
<h2 id="values">What to enter</h2>
<p>For connections of your own: apps, keys that work and keys that do not, and the accounts to choose from.</p>
${shown.ways.map(wayDetails).join('\n')}
<h2 id="mails">Mails</h2>
<p>Everything that n8n sent, the newest first. <a href="/#mails">Look again</a></p>
${shown.mails.length === 0 ? '<p>None so far.</p>' : shown.mails.toReversed().map(mailDetails).join('\n')}
</body>
</html>`;
