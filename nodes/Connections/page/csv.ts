/** The connections as a table for other programs (RFC 4180). */
import { NOT_TOLD, UNUSED } from '../words';
import type { Row } from './rows';

/** A cell that no spreadsheet takes for a formula (OWASP: CSV Injection). */
function cell(value: string): string {
	const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
	return `"${text.replaceAll('"', '""')}"`;
}

const labels = (permissions: Row['details']['permissions']['missing']) =>
	permissions?.map(({ label }) => label).join(', ') ?? NOT_TOLD;

const names = (workflows: Row['workflows']) => workflows.map(({ name }) => name).join(', ');

const COLUMNS: ReadonlyArray<readonly [title: string, value: (row: Row) => string]> = [
	['Name', ({ name }) => name],
	['Service', ({ service }) => service],
	['Type', ({ type }) => type],
	['Account', ({ account = '' }) => account],
	['Status', ({ status = 'not verified' }) => status],
	['Cause', ({ cause = '' }) => cause],
	['Message', ({ message = '' }) => message],
	['Missing', ({ details }) => labels(details.permissions.missing)],
	[
		'Unneeded',
		({ details, workflows }) =>
			workflows.length === 0 ? UNUSED : labels(details.permissions.unneeded),
	],
	['Access ends', ({ expires = '' }) => expires],
	['Owner', ({ owner }) => owner],
	['Active workflows', ({ workflows }) => names(workflows.filter(({ isActive }) => isActive))],
	['Inactive workflows', ({ workflows }) => names(workflows.filter(({ isActive }) => !isActive))],
	['Last used', ({ lastUsed = '' }) => lastUsed],
	['Verified', ({ at = '' }) => at],
	['ID', ({ id }) => id],
];

/** All rows, with a line of titles. */
export const csvOf = (rows: readonly Row[]): string =>
	[
		COLUMNS.map(([title]) => cell(title)),
		...rows.map((row) => COLUMNS.map(([, value]) => cell(value(row)))),
	]
		.map((cells) => `${cells.join(',')}\r\n`)
		.join('');
