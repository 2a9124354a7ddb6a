/** All connections, in a table. */
import type { Html } from '../html';
import { html, named } from '../html';
import type { View } from '../request';
import type { Row, Sort } from '../rows';
import { GROUPS, searchable, shownRows, sortOf } from '../rows';
import type { Shown } from './parts';
import { areStale } from '../lastUses';
import { ALL } from '../verifying';
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

const COLUMNS: ReadonlyArray<readonly [sort: Sort, title: string]> = [
	['name', 'Name'],
	['service', 'Service'],
	['account', 'Account'],
	['status', 'Status'],
];

const MORE: ReadonlyArray<readonly [sort: Sort, title: string]> = [
	['ends', 'Access ends'],
	['owner', 'Owner'],
	['used', 'Workflows'],
	['lastUse', 'Last use'],
];

/** How many connections there are of each group. Each count shows its group. */
export function summary(rows: readonly Row[], view: View): Html {
	const counts = Object.entries(GROUPS).map(([group, title]) => {
		const count = rows.filter(({ groups }) => groups.some((one) => one === group)).length;
		const isShown = view.show === group;
		const href = query(view, { show: isShown ? '' : group });
		return html`<li>
			<a href="${href}" data-show="${group}" ${isShown ? html`aria-current="true"` : undefined}
				><b>${count}</b>${title}</a
			>
		</li>`;
	});
	return html`<nav aria-label="Groups of connections" data-summary>
		<ul class="summary">
			${counts}
		</ul>
	</nav>`;
}

const choices = (values: readonly string[], chosen: string): Html[] =>
	[...new Set(values)]
		.sort((a, b) => a.localeCompare(b))
		.map(
			(value) =>
				html`<option value="${value}" ${value === chosen ? html`selected` : undefined}>
					${value}
				</option>`,
		);

function filters(rows: readonly Row[], view: View): Html {
	const services = choices(
		rows.map(({ service }) => service),
		view.service,
	);
	const owners = choices(
		rows.map(({ owner }) => owner),
		view.owner,
	);
	return html`<form method="get" class="bar" role="search">
		${hidden({ show: view.show, sort: view.sort })}
		<label class="grow"
			>Search<input type="search" name="search" value="${view.search}" data-filter="search"
		/></label>
		<label
			>Service<select name="service" data-filter="service">
				<option value="">All</option>
				${services}
			</select></label
		>
		<label
			>Owner<select name="owner" data-filter="owner">
				<option value="">All</option>
				${owners}
			</select></label
		>
		<button type="submit" data-without-script>Filter</button>
		<a class="button" href="${query(view, { format: 'csv' })}" data-csv>CSV</a>
	</form>`;
}

const titles = (view: View, columns: typeof COLUMNS): Html[] =>
	columns.map(([sort, title]) => {
		const isSorted = sortOf(view) === sort;
		return html`<th scope="col" ${isSorted ? html`aria-sort="ascending"` : undefined}>
			<a href="${query(view, { sort })}">${title}</a>
		</th>`;
	});

function usedBy({ workflows }: Row): Html {
	if (workflows.length === 0) return html`<span class="muted">None</span>`;
	const active = workflows.filter(({ isActive }) => isActive).length;
	const names = workflows.slice(0, 3).map(({ name }) => name);
	const rest = workflows.length > names.length ? ', …' : '';
	return html`${workflows.length} (${active} active)
		<span class="clip small muted">${named(`${names.join(', ')}${rest}`)}</span>`;
}

function permissions({ details, at, workflows }: Row): Html {
	const { missing, unneeded } = details.permissions;
	const found = [
		...tags(missing, 'missing', 'Missing: '),
		...tags(unneeded, 'unneeded', 'Unneeded: '),
	];
	if (found.length > 0)
		return html`<ul class="tags">
			${found}
		</ul>`;
	if (workflows.length === 0) return html`<span class="muted">Unused</span>`;
	return html`<span class="muted"
		>${at !== undefined && missing && unneeded ? 'As needed' : 'Not told'}</span
	>`;
}

/** The cell of the last use, which is also sent alone once it is read. */
export const lastUseCell = (row: Row, uses: Shown['uses']): Html =>
	html`<td data-label="Last use" data-use="${row.id}">${lastUseOf(row, uses)}</td>`;

/** A connection in the table. */
export function line(row: Row, { view, uses }: Shown, isHidden: boolean): Html {
	const { id, name, service, authentication, account, owner, groups, message } = row;
	const isFine = row.status === 'working' || message === undefined;
	return html`<tr
		data-row="${id}"
		data-text="${searchable(row)}"
		data-service="${service.toLowerCase()}"
		data-owner="${owner.toLowerCase()}"
		data-groups="${groups.join(' ')}"
		${isHidden ? html`hidden` : undefined}
	>
		<td class="box">
			<input type="checkbox" name="id" value="${id}" aria-label="Select ${name}" />
		</td>
		<th scope="row">
			<span class="mark" aria-hidden="true">${service.slice(0, 1)}</span
			><a href="${query(view, { connection: id })}">${named(name)}</a>
		</th>
		<td data-label="Service">${service}<br /><span class="small muted">${authentication}</span></td>
		<td data-label="Account">
			<span class="clip">${named(account ?? '–')}</span>
		</td>
		<td data-label="Status">
			${pill(row)} ${isFine ? undefined : html`<span class="clip small">${named(message)}</span>`}
			${row.at === undefined ? undefined : html`<span class="small muted">${moment(row.at)}</span>`}
		</td>
		<td data-label="Permissions">${permissions(row)}</td>
		<td data-label="Access ends">${endOf(row)}</td>
		<td data-label="Owner"><span class="clip">${named(owner)}</span></td>
		<td data-label="Workflows">${usedBy(row)}</td>
		${lastUseCell(row, uses)}
		<td data-label="Action">
			<button type="submit" name="one" value="${id}" aria-label="Verify ${name}">Verify</button>
		</td>
	</tr>`;
}

/** What is said where there is nothing to show. */
const nothing = (all: readonly Row[]) =>
	all.length === 0
		? html`<p class="card">
				This n8n has no connections yet. Make one in n8n under Credentials, then open this page
				again.
			</p>`
		: html`<p class="card">No connection passes the filters.</p>`;

/** Goes on with the verifying of many, step by step, for who has no script. */
function goingOn(shown: Shown): Html | undefined {
	const { step, view } = shown;
	if (!step || step.done >= step.total) return undefined;
	const { done, total, since, ids } = step;
	return html`<form method="post" class="note bar" data-without-script>
		${noteOf(shown, 'verify')}
		${hidden({ ...view, act: 'verify', connection: '', format: '', since })}
		${ids.map((id) => html`<input type="hidden" name="id" value="${id}" />`)}
		<progress aria-label="Progress" max="${total}" value="${done}"></progress>
		<span>${done} of ${total} verified</span>
		<button type="submit" class="first">Verify the Next</button>
	</form>`;
}

/** Has the last uses read. The script does it by itself. */
const reading = (shown: Shown): Html =>
	html`<form method="post" data-using ${areStale(shown.uses) ? html`data-old` : undefined}>
		${noteOf(shown, 'lastUse')}
		${hidden({ ...shown.view, act: 'lastUse', connection: '', format: '' })}
		<p class="small muted">
			<span data-uses>${usesOf(shown.uses)}</span>
			<button type="submit" data-without-script>Read Last Use</button>
		</p>
	</form>`;

/** Workflows with a connection that n8n no longer has. */
function danglers(dangling: ReadonlyArray<{ readonly name: string }>): Html | undefined {
	if (dangling.length === 0) return undefined;
	const names = dangling.slice(0, 10).map(({ name }) => name);
	return html`<p class="note failed">
		Workflows with a connection that was deleted (${dangling.length}):
		${named(names.join(', '))}${dangling.length > names.length ? ', …' : ''}
	</p>`;
}

/** The list. */
export function list(shown: Shown, dangling: ReadonlyArray<{ readonly name: string }>): Html {
	const { rows, view, notice } = shown;
	const wanted = new Set(shownRows(rows, view));
	// All of them, so that the script can show what the filters hid.
	const sorted = shownRows(rows, { ...view, show: '', search: '', service: '', owner: '' });
	const isOld = rows.some(({ isStale }) => isStale);
	return html`${noticeOf(notice)} ${goingOn(shown)} ${filters(rows, view)} ${busy}
		<div data-results>
			${summary(rows, view)} ${danglers(dangling)}
			<form method="post" data-verifying ${isOld ? html`data-old` : undefined}>
				${noteOf(shown, 'verify')} ${hidden({ ...view, act: 'verify', connection: '', format: '' })}
				<div class="bar">
					<button type="submit" class="first" name="one" value="${ALL}">Verify All</button>
					<button type="submit">Verify Selected</button>
					<span class="small muted" role="status" data-count>${wanted.size} shown</span>
				</div>
				${wanted.size === 0 ? nothing(rows) : undefined}
				${rows.length === 0
					? undefined
					: html`<div class="frame">
							<table>
								<caption class="hidden">
									Connections of this n8n
								</caption>
								<thead>
									<tr>
										<th scope="col" class="box">
											<input
												type="checkbox"
												data-select-all
												aria-label="Select all that are shown"
											/>
										</th>
										${titles(view, COLUMNS)}
										<th scope="col">Permissions</th>
										${titles(view, MORE)}
										<th scope="col">Action</th>
									</tr>
								</thead>
								<tbody>
									${sorted.map((row) => line(row, shown, !wanted.has(row)))}
								</tbody>
							</table>
						</div>`}
			</form>
			${reading(shown)}
		</div>`;
}
