/** What changed on the page, for its script, which puts each piece where it belongs. */
import type { Html } from '../html';
import { html } from '../html';
import type { Act } from '../request';
import { lastUseCell, line, summary } from './list';
import type { Shown } from './parts';
import { noteOf, noticeOf, usesOf } from './parts';

/** The connections of a step, with how far it is. */
function verified(shown: Shown): Html {
	const { rows, view, notice, step } = shown;
	const fresh = rows.filter(({ id }) => step?.verified.includes(id));
	return html`<main
		data-done="${step?.done}"
		data-total="${step?.total}"
		data-since="${step?.since}"
	>
		${noticeOf(notice)} ${noteOf(shown, 'verify')} ${summary(rows, view)}
		<table>
			<tbody>
				${fresh.map((row) => line(row, shown, false))}
			</tbody>
		</table>
	</main>`;
}

/** The last use of each connection. */
const used = (shown: Shown): Html =>
	html`<main>
		${noticeOf(shown.notice)} ${noteOf(shown, 'lastUse')}
		<p data-uses>${usesOf(shown.uses)}</p>
		<table>
			<tbody>
				${shown.rows.map(
					(row) =>
						html`<tr>
							${lastUseCell(row, shown.uses)}
						</tr>`,
				)}
			</tbody>
		</table>
	</main>`;

/** What an act changed. */
export const part = (shown: Shown, act: Act | undefined): Html =>
	act === 'lastUse' ? used(shown) : verified(shown);
