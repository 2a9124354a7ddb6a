/** One connection: what is known of it, and what can be done with it. */
import { textToPaste } from '../../../../builtin/scopes';
import { kindOf } from '../../usage/catalogue';
import type { Html } from '../html';
import { html, named } from '../html';
import type { Act } from '../request';
import type { Row } from '../rows';
import type { Shown } from './parts';
import {
	busy,
	endOf,
	hidden,
	lastUseOf,
	moment,
	noteOf,
	noticeOf,
	pill,
	query,
	tags,
	usesOf,
} from './parts';

/** The scopes of what its workflows need, to paste where a connection takes scopes by hand. */
function scopesOf({ type, details }: Row): string {
	const names = (details.permissions.required ?? []).map(({ name }) => name);
	const permissions = kindOf(type)?.service.permissions;
	// What n8n's own types need is said in scopes.
	if (!permissions) return names.length > 0 ? textToPaste(type, names) : '';
	return [...new Set(names.flatMap((name) => permissions[name]?.scopes ?? []))].join(' ');
}

const facts = (row: Row, uses: Shown['uses']): Html => {
	const { service, authentication, type, account, owner, details, message, remedy, at } = row;
	const { granted, missing, unneeded } = details.permissions;
	const held = (granted ?? []).filter(({ name }) => !unneeded?.some((one) => one.name === name));
	const isKnown = granted !== undefined || (missing ?? []).length > 0;
	const scopes = scopesOf(row);
	const shared = details.sharedWith.map(({ name }) => name).join(', ');
	return html`<section class="card" aria-label="Details">
		<dl>
			<dt>Status</dt>
			<dd>
				${pill(row)} ${named(message ?? 'It was not verified yet.')}
				${row.status === 'working' || remedy === undefined ? undefined : html`<br />${remedy}`}
			</dd>
			<dt>Verified</dt>
			<dd>${at === undefined ? 'Never' : moment(at)}</dd>
			<dt>Service</dt>
			<dd>${service}, ${authentication} <span class="muted small">${type}</span></dd>
			<dt>Account</dt>
			<dd>${named(account ?? 'Not told')}</dd>
			<dt>Permissions</dt>
			<dd>
				${isKnown
					? html`<ul class="tags">
							${tags(missing, 'missing', 'Missing: ')} ${tags(unneeded, 'unneeded', 'Unneeded: ')}
							${tags(held, 'held', '')}
						</ul>`
					: 'The service does not tell what was granted.'}
				${scopes !== ''
					? html`<details>
							<summary>Scopes that its workflows need</summary>
							<pre tabindex="0">${scopes}</pre>
						</details>`
					: undefined}
			</dd>
			<dt>Access ends</dt>
			<dd>${endOf(row)}</dd>
			<dt>Owner</dt>
			<dd>${named(owner)}${shared === '' ? '' : html`, shared with ${named(shared)}`}</dd>
			<dt>Workflows</dt>
			<dd>
				${row.workflows.length === 0
					? "None. Whether n8n's Agents and Chat use it cannot be seen."
					: html`<ul>
							${row.workflows.map(
								({ name, state, isActive }) =>
									html`<li>
										${named(name)}
										(${isActive
											? 'active'
											: state === 'active'
												? 'active, but used only in a draft or a disabled node'
												: state})
									</li>`,
							)}
						</ul>`}
			</dd>
			<dt>Last use</dt>
			<dd>
				${lastUseOf(row, uses)}
				${uses ? html`<br /><span class="small muted">${usesOf(uses)}</span>` : undefined}
			</dd>
		</dl>
	</section>`;
};

/** A form of an act on this connection. */
const form = (shown: Shown, row: Row, act: Act, title: string, inner: Html): Html =>
	html`<form method="post" class="card" ${act === 'verify' ? html`data-verifying` : undefined}>
		<h2>${title}</h2>
		${noteOf(shown, act)}
		${hidden({ ...shown.view, act, one: row.id, connection: row.id, format: '' })} ${inner}
	</form>`;

function deleting({ name, workflows }: Row): Html {
	if (workflows.length === 0) {
		return html`<p>No workflow uses it. Deleting it cannot be undone.</p>
			<label><input type="checkbox" required /> Delete ${named(name)}</label>
			<button type="submit" class="danger">Delete</button>`;
	}
	return html`<p>
			${workflows.length === 1
				? '1 workflow uses it and stops'
				: `${workflows.length} workflows use it and stop`}
			working. To delete it all the same, type its name.
		</p>
		<label>Name<input name="confirmation" autocomplete="off" required /></label>
		<button type="submit" class="danger">Delete</button>`;
}

function replacing(shown: Shown, row: Row): Html {
	const others = shown.rows.filter(({ id, type }) => type === row.type && id !== row.id);
	if (others.length === 0) {
		return html`<p>There is no other connection of its type to replace it with.</p>`;
	}
	const chosen = shown.notice?.replacement;
	const options = others.map(
		({ id, name }) =>
			html`<option value="${id}" ${id === chosen ? html`selected` : undefined}>${name}</option>`,
	);
	return html`<p>Moves all its workflows to the other connection, then deletes this one.</p>
		<label
			>With<select name="replacement">
				${options}
			</select></label
		>
		<button type="submit">Preview</button>
		${chosen === undefined
			? undefined
			: html`<button type="submit" name="apply" value="1" class="danger">Replace</button>`}`;
}

/** The details of a connection. */
export function detail(shown: Shown, row: Row): Html {
	const { id, name, reauthorizeUrl } = row;
	return html`<p><a href="${query(shown.view, { connection: '' })}">All connections</a></p>
		${noticeOf(shown.notice)} ${busy}
		<div data-results>
			<h2>${named(name)}</h2>
			${facts(row, shown.uses)}
			<div class="acts">
				${form(
					shown,
					row,
					'verify',
					'Verify',
					html`<p>Asks the service whether it works, and what it may do.</p>
						<button type="submit" class="first">Verify</button>`,
				)}
				<section class="card">
					<h2>Reauthorize</h2>
					<p>Opens the connection in n8n. Come back here: it is verified again.</p>
					<a
						class="button"
						href="${reauthorizeUrl}"
						target="_blank"
						rel="noopener noreferrer"
						data-reauthorize="${id}"
						>Reauthorize <span class="hidden">(opens n8n in a new tab)</span></a
					>
				</section>
				${form(
					shown,
					row,
					'rename',
					'Rename',
					html`<label
							>New name<input name="name" value="${name}" minlength="3" maxlength="128" required
						/></label>
						<button type="submit">Rename</button>`,
				)}
				${form(shown, row, 'replace', 'Replace', replacing(shown, row))}
				${form(shown, row, 'delete', 'Delete', deleting(row))}
			</div>
		</div>`;
}
