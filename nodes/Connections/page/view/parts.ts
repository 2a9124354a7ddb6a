/** Pieces of the page that several views have. */
import type { Html } from '../html';
import { html, named } from '../html';
import type { Act, View } from '../request';
import type { Row } from '../rows';

/** What a person sees, and what they may do with it. */
export interface Shown {
	readonly view: View;
	readonly rows: readonly Row[];
	/** Makes the note of an act, which is sent back with its form. */
	token(act: Act): string;
	/** What became of the act before. */
	readonly notice: Notice | undefined;
}

/** A sentence about an act. */
export interface Notice {
	readonly isDone: boolean;
	readonly message: string;
	/** More of it, line by line. */
	readonly lines?: readonly string[];
	/** The replacement that was previewed and can be applied. */
	readonly replacement?: string | undefined;
}

const STATUS: Readonly<Record<NonNullable<Row['status']>, string>> = {
	working: 'Working',
	limited: 'Limited',
	broken: 'Broken',
	unverifiable: 'Unverifiable',
};

/** The status in one word, which does not depend on its colour. */
export const pill = ({ status }: Row): Html =>
	html`<span class="pill ${status}">${status ? STATUS[status] : 'Not verified'}</span>`;

/** A moment as people write it, in universal time, since the page does not know where they are. */
export const moment = (text: string): Html =>
	html`<time datetime="${text}">${text.slice(0, 16).replace('T', ' ')} UTC</time>`;

/** When access ends. */
export function endOf({ expires }: Row): Html {
	if (expires === undefined || expires === 'not told') return html`<span class="muted">–</span>`;
	return expires === 'never' ? html`Never` : moment(expires);
}

type Permissions = Row['details']['permissions']['missing'];

/** Permissions, each with what is wrong with it in words. */
export const tags = (permissions: Permissions, kind: string, word: string): Html[] =>
	(permissions ?? []).map(({ label }) => html`<li class="${kind}">${word}${label}</li>`);

/** What became of the act before. */
export function noticeOf(notice: Notice | undefined): Html | undefined {
	if (!notice) return undefined;
	const { isDone, message, lines = [] } = notice;
	return html`<div
		class="note ${isDone ? 'done' : 'failed'}"
		role="${isDone ? 'status' : 'alert'}"
	>
		<p>${named(message)}</p>
		${lines.length > 0 ? html`<ul>${lines.map((line) => html`<li>${named(line)}</li>`)}</ul>` : undefined}
	</div>`;
}

/** What a form of an act carries besides what a person gives. */
export const hidden = (values: Readonly<Record<string, string>>): Html[] =>
	Object.entries(values)
		.filter(([, value]) => value !== '')
		.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`);

/** A query with some of the view changed. */
export function query(view: View, changed: Partial<View>): string {
	const entries = Object.entries({ ...view, ...changed }).filter(([, value]) => value !== '');
	return `?${new URLSearchParams(entries).toString()}`;
}

/** Says that connections are being verified. The script shows it. */
export const busy = html`<p class="note" role="status" data-busy hidden>
	Working… Connections are being verified; this page updates by itself.
</p>`;
