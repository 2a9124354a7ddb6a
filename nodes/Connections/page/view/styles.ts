/** The style sheet of the page: n8n's quiet manner, in light and dark, from 360 px on. */
import { Html } from '../html';

export const styles = Html.own(`
:root {
	color-scheme: light dark;
	--ground: #f7f8fa; --surface: #fff; --text: #1f2430; --muted: #565d6b; --line: #d8dbe2; --edge: #767d8c;
	--accent: #b23a22; --on-accent: #fff; --link: #a63420;
	--red: #a2101d; --red-ground: #fdecea; --amber: #734600; --amber-ground: #fff3d6;
	--green: #0a6336; --green-ground: #e5f5eb; --grey: #3d4656; --grey-ground: #eceef2;
}
@media (prefers-color-scheme: dark) {
	:root {
		--ground: #15161a; --surface: #1e2026; --text: #eceef2; --muted: #abb1bd; --line: #363a44; --edge: #838a99;
		--accent: #ff8f7d; --on-accent: #23100c; --link: #ff9d8c;
		--red: #ffaaa3; --red-ground: #3a1a1a; --amber: #ffd48a; --amber-ground: #382809;
		--green: #93e3b2; --green-ground: #11301e; --grey: #c8cdd7; --grey-ground: #2b2e36;
	}
}
*, ::before, ::after { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 0.9375rem/1.5 "InterVariable", "Inter", system-ui, sans-serif; overflow-wrap: anywhere; }
main, header { max-width: 90rem; margin: 0 auto; padding: 1rem; }
header { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; align-items: baseline; justify-content: space-between; padding-bottom: 0; }
main.plain { max-width: 36rem; padding-top: 15vh; }
h1 { margin: 0; font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 0 0 0.75rem; font-size: 1.0625rem; }
p { margin: 0 0 0.5rem; }
a { color: var(--link); }
.muted { color: var(--muted); }
.small { font-size: 0.8125rem; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
[hidden] { display: none !important; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 0.25rem; }
button, .button, input, select { font: inherit; color: inherit; border: 1px solid var(--edge); border-radius: 0.375rem; background: var(--surface); padding: 0.375rem 0.75rem; min-height: 2.25rem; max-width: 100%; }
button, .button { cursor: pointer; font-weight: 600; text-decoration: none; display: inline-block; color: var(--text); }
button:hover, .button:hover { background: var(--grey-ground); }
button.first { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
button.danger { border-color: var(--red); color: var(--red); }
button[aria-disabled="true"] { opacity: 0.6; cursor: progress; }
input[type="checkbox"] { width: 1.25rem; height: 1.25rem; min-height: 0; margin: 0.25rem; accent-color: var(--accent); }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 0.5rem; padding: 1rem; margin: 0 0 1rem; }
.summary { display: flex; flex-wrap: wrap; gap: 0.5rem; list-style: none; margin: 0 0 1rem; padding: 0; }
.summary a { display: block; padding: 0.5rem 0.875rem; border: 1px solid var(--line); border-radius: 0.5rem; background: var(--surface); color: var(--text); text-decoration: none; }
.summary a:hover { border-color: var(--edge); }
.summary a[aria-current] { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
.summary b { display: block; font-size: 1.25rem; line-height: 1.25; }
.bar { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: end; margin: 0 0 1rem; }
.bar label { display: grid; font-size: 0.8125rem; font-weight: 600; gap: 0.125rem; }
.bar .grow { flex: 1 1 14rem; }
.note { border-left: 4px solid var(--edge); border-radius: 0.25rem; background: var(--grey-ground); padding: 0.625rem 0.875rem; margin: 0 0 1rem; }
.note.done { border-color: var(--green); background: var(--green-ground); color: var(--green); }
.note.failed { border-color: var(--red); background: var(--red-ground); color: var(--red); }
.busy { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; }
.busy p { margin: 0; }
progress { flex: 1 1 10rem; max-width: 24rem; height: 0.5rem; accent-color: var(--accent); }
.pill { display: inline-block; border-radius: 1rem; padding: 0 0.625rem; font-size: 0.8125rem; font-weight: 600; background: var(--grey-ground); color: var(--grey); white-space: nowrap; }
.pill.broken { background: var(--red-ground); color: var(--red); }
.pill.limited { background: var(--amber-ground); color: var(--amber); }
.pill.working { background: var(--green-ground); color: var(--green); }
.tags { display: flex; flex-wrap: wrap; gap: 0.25rem; list-style: none; margin: 0; padding: 0; }
.tags li { border-radius: 0.25rem; padding: 0 0.375rem; font-size: 0.8125rem; background: var(--grey-ground); color: var(--grey); }
.tags .missing { background: var(--red-ground); color: var(--red); }
.tags .unneeded { background: var(--amber-ground); color: var(--amber); }
.frame { background: var(--surface); border: 1px solid var(--line); border-radius: 0.5rem; overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: start; vertical-align: top; padding: 0.625rem 0.75rem; border-bottom: 1px solid var(--line); min-width: 6.5rem; }
thead th { font-size: 0.8125rem; color: var(--muted); white-space: nowrap; }
.first tbody tr:nth-child(n + 51) { display: none; }
tbody tr:last-child > * { border-bottom: 0; }
tbody th { font-weight: 600; min-width: 11rem; }
th.box, td.box { min-width: 0; width: 2.5rem; padding-inline-end: 0; }
.mark { display: inline-grid; place-items: center; width: 1.75rem; height: 1.75rem; margin-inline-end: 0.5rem; border-radius: 0.375rem; background: var(--grey-ground); color: var(--grey); font-weight: 700; vertical-align: middle; }
.clip { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; }
dl { display: grid; grid-template-columns: minmax(8rem, 12rem) 1fr; gap: 0.5rem 1rem; margin: 0; }
dt { color: var(--muted); }
dd { margin: 0; }
.acts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr)); gap: 1rem; }
.acts .card { margin: 0; }
.acts label { display: block; font-weight: 600; margin-bottom: 0.5rem; }
.acts input:not([type="checkbox"]), .acts select { width: 100%; margin-bottom: 0.5rem; }
pre { white-space: pre-wrap; margin: 0.5rem 0; padding: 0.75rem; background: var(--grey-ground); border-radius: 0.375rem; user-select: all; }
summary { cursor: pointer; font-weight: 600; }
@media (max-width: 60rem) {
	thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
	table, tbody, tr, th, td { display: block; }
	tbody tr { position: relative; padding: 0.75rem; border-bottom: 1px solid var(--line); }
	th, td, tbody th { border: 0; padding: 0.125rem 0; }
	tbody th { padding-inline-end: 2.5rem; }
	td[data-label]::before { content: attr(data-label); display: block; font-size: 0.8125rem; color: var(--muted); }
	td.box { position: absolute; inset-inline-end: 0.75rem; top: 0.5rem; }
	dl { grid-template-columns: 1fr; gap: 0; }
	dd { margin-bottom: 0.5rem; }
}
@media print {
	button, .button, .bar, .acts, .box { display: none; }
	:root { --ground: #fff; --surface: #fff; --text: #000; --muted: #333; }
}
@media (prefers-reduced-motion: no-preference) {
	button, .summary a { transition: background-color 120ms, border-color 120ms; }
}
`);
