/** All connections, in a table. */
import type { Html } from '../html';
import { html, named } from '../html';
import type { View } from '../request';
import type { Row, Sort } from '../rows';
import { GROUPS, searchable, shownRows, sortOf } from '../rows';
import type { Shown } from './parts';
import { busy, endOf, hidden, moment, noticeOf, pill, query, tags } from './parts';

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
];

/** How many connections there are of each group. Each count shows its group. */
function summary(rows: readonly Row[], view: View): Html {
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
	return html`<nav aria-label="Groups of connections">
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

function permissions({ details, at }: Row): Html {
	const { missing, unneeded } = details.permissions;
	const found = [
		...tags(missing, 'missing', 'Missing: '),
		...tags(unneeded, 'unneeded', 'Unneeded: '),
	];
	if (found.length > 0)
		return html`<ul class="tags">
			${found}
		</ul>`;
	return html`<span class="muted"
		>${at !== undefined && missing && unneeded ? 'As needed' : 'Not told'}</span
	>`;
}

function line(row: Row, view: View, isHidden: boolean): Html {
	const { id, name, service, authentication, account, owner, groups, message } = row;
	const isFine = row.status === 'working' || message === undefined;
	return html`<tr
		data-row
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
		<td data-label="Act">
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

/** The list. */
export function list(shown: Shown, dangling: ReadonlyArray<{ readonly name: string }>): Html {
	const { rows, view, notice, token } = shown;
	const wanted = new Set(shownRows(rows, view));
	// All of them, so that the script can show what the filters hid.
	const sorted = shownRows(rows, { ...view, show: '', search: '', service: '', owner: '' });
	const isStale = rows.some(({ at }) => at === undefined);
	const orphans = dangling.slice(0, 10).map(({ name }) => name);
	return html`${noticeOf(notice)} ${filters(rows, view)} ${busy}
		<div data-results>
			${summary(rows, view)}
			${dangling.length > 0
				? html`<p class="note failed">
						Workflows with a connection that was deleted (${dangling.length}):
						${named(orphans.join(', '))}${dangling.length > orphans.length ? ', …' : ''}
					</p>`
				: undefined}
			<form method="post" ${isStale ? html`data-stale` : undefined}>
				<input type="hidden" name="token" value="${token('verify')}" data-verify />
				${hidden({ ...view, act: 'verify', connection: '', format: '' })}
				<div class="bar">
					<button type="submit" class="first" name="one" value="*">Verify All</button>
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
										<th scope="col">Act</th>
									</tr>
								</thead>
								<tbody>
									${sorted.map((row) => line(row, view, !wanted.has(row)))}
								</tbody>
							</table>
						</div>`}
			</form>
		</div>`;
}
