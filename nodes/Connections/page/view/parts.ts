/** Pieces of the page that several views have. */
import { IF_UNUSED } from '../../ending';
import { NOT_TOLD } from '../../words';
import type { Html } from '../html';
import { html, named } from '../html';
import type { Step } from '../acting';
import type { Uses } from '../memory';
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
	/** How far the verifying of many is. */
	readonly step: Step | undefined;
	/** The last uses, once they were read. */
	readonly uses: Uses | undefined;
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

/** The status in one word, which does not depend on its color. */
export const pill = ({ status }: Row): Html =>
	html`<span class="pill ${status}">${status ? STATUS[status] : 'Not verified'}</span>`;

/** A moment as people write it, in universal time, since the page does not know where they are. */
export const moment = (text: string): Html =>
	html`<time datetime="${text}">${text.slice(0, 16).replace('T', ' ')} UTC</time>`;

/** When a workflow with it last ran. */
export function lastUseOf({ lastUsed }: Row, uses: Uses | undefined): Html {
	if (lastUsed !== undefined) return moment(lastUsed);
	return html`<span class="muted">${uses && !uses.problem ? 'No run stored' : '–'}</span>`;
}

/** How far back the last uses reach, or why there are none. */
export function usesOf(uses: Uses | undefined): Html | undefined {
	if (!uses) return undefined;
	const { at, since, problem } = uses;
	if (problem !== undefined) return html`Last use is not available. ${problem}`;
	return since === undefined
		? html`Last use: n8n stores no runs. Read ${moment(at)}.`
		: html`Last use: among the runs since ${moment(since)} that n8n stores. Read ${moment(at)}.`;
}

/** When access ends. */
export function endOf({ expires }: Row): Html {
	if (expires === undefined || expires === NOT_TOLD) return html`<span class="muted">–</span>`;
	if (expires === 'never') return html`Never`;
	return expires.startsWith(IF_UNUSED)
		? html`If unused until ${moment(expires.slice(IF_UNUSED.length))}`
		: moment(expires);
}

type Permissions = Row['details']['permissions']['missing'];

/** Permissions, each with what is wrong with it in words. */
export const tags = (permissions: Permissions, kind: string, word: string): Html[] =>
	(permissions ?? []).map(({ label }) => html`<li class="${kind}">${word}${label}</li>`);

/** What became of the act before. */
export function noticeOf(notice: Notice | undefined): Html {
	if (!notice) return html`<div data-notice></div>`;
	const { isDone, message, lines = [] } = notice;
	return html`<div data-notice>
		<div class="note ${isDone ? 'done' : 'failed'}" role="${isDone ? 'status' : 'alert'}">
			<p>${named(message)}</p>
			${lines.length > 0
				? html`<ul>
						${lines.map((line) => html`<li>${named(line)}</li>`)}
					</ul>`
				: undefined}
		</div>
	</div>`;
}

/** What a form of an act carries besides what a person gives. */
export const hidden = (values: Readonly<Record<string, string>>): Html[] =>
	Object.entries(values)
		.filter(([, value]) => value !== '')
		.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`);

/** A query with some of the view changed. */
export function query(view: View, changed: Partial<View>): string {
	const entries = Object.entries({ ...view, format: '', ...changed }).filter(
		([, value]) => value !== '',
	);
	return `?${new URLSearchParams(entries).toString()}`;
}

/** The note with which a form of an act is sent, where the script finds it and puts the next one. */
export const noteOf = ({ token }: Shown, act: Act): Html =>
	html`<input type="hidden" name="token" value="${token(act)}" data-token="${act}" />`;

/** How far a long act is. The script shows it and fills it in. */
export const busy = html`<div class="note busy" data-busy hidden>
	<p role="status" data-said>Working…</p>
	<progress aria-label="Progress" data-progress hidden></progress>
	<button type="button" data-stop hidden>Stop</button>
</div>`;
