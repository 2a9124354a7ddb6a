import { parse, type HTMLElement } from 'node-html-parser';
import { CookieJar } from 'tough-cookie';
import { fetch, type ProxyAgent, type Response } from 'undici';

import { agentThrough, type Proxy } from '../proxy.mts';

/** What a person does on a service's pages, instead of which a browser would be needed. */
export interface Consent {
	/** Values for the fields of the pages' forms, by name; other fields stay as the page has them. */
	readonly fields?: Readonly<Record<string, string>>;
	/** The words on the button to press where there are several, e.g. `Allow`. */
	readonly press: string;
}

/** Where the walk ended: the first page without a form. */
export interface Arrival {
	readonly url: URL;
	readonly status: number;
	readonly html: string;
}

/** What the browser asks for next. */
interface Step {
	readonly url: URL;
	/** The form's fields, sent by POST when given. */
	readonly form?: URLSearchParams;
}

/** More pages and redirects than any service has between "Connect" and the callback. */
const MAX_STEPS = 20;

/**
 * Walks from an authorization URL over redirects and forms, as a browser would, until a page comes
 * that has no form.
 *
 * @param start the authorization URL
 * @param consent what to fill in and press
 * @param options the proxy for every host but this machine, cookies to start with, and where the browser keeps its
 *   cookies from one walk to the next
 * @returns the last page
 * @throws Error when there are more than 20 steps, or a page has a form without the button to press
 */
export async function walkConsent(
	start: URL,
	consent: Consent,
	options: {
		readonly proxy: Proxy;
		readonly cookies: { url: string; header: string };
		readonly jar?: CookieJar;
	},
): Promise<Arrival> {
	const agent = agentThrough(options.proxy);
	const jar = options.jar ?? new CookieJar();
	for (const cookie of options.cookies.header.split('; ').filter(Boolean)) {
		await jar.setCookie(cookie, options.cookies.url);
	}
	try {
		let step: Step = { url: start };
		for (let taken = 0; taken < MAX_STEPS; taken++) {
			const response = await take(step, jar, agent);
			const html = await response.text();
			const next = redirectOf(response, step) ?? submit(parse(html), step.url, consent);
			if (!next) return { url: step.url, status: response.status, html };
			step = next;
		}
		throw new Error(`The authorization went on and on; the last page was ${step.url.origin}.`);
	} finally {
		await agent.close();
	}
}

async function take(step: Step, jar: CookieJar, agent: ProxyAgent): Promise<Response> {
	const { url, form } = step;
	const isLocal = url.hostname === '127.0.0.1' || url.hostname === 'localhost';
	const response = await fetch(url, {
		method: form ? 'POST' : 'GET',
		...(form ? { body: form } : {}),
		headers: { cookie: await jar.getCookieString(url.href), accept: 'text/html' },
		redirect: 'manual',
		...(isLocal ? {} : { dispatcher: agent }),
	});
	for (const cookie of response.headers.getSetCookie()) await jar.setCookie(cookie, url.href);
	return response;
}

function redirectOf(response: Response, { url }: Step): Step | undefined {
	const location = response.headers.get('location');
	return location === null ? undefined : { url: new URL(location, url) };
}

/** The page's form as a browser would send it, or undefined when the page has none. */
function submit(page: HTMLElement, url: URL, consent: Consent): Step | undefined {
	const form = page.querySelector('form');
	if (!form) return undefined;
	const values = new URLSearchParams();
	for (const field of form.querySelectorAll('input, select, textarea'))
		fill(field, consent, values);
	const button = pressedButton(form, consent.press);
	const name = button?.getAttribute('name');
	if (name) values.set(name, button?.getAttribute('value') ?? '');
	const target = new URL(form.getAttribute('action') ?? '', url);
	if (form.getAttribute('method')?.toLowerCase() === 'post') return { url: target, form: values };
	target.search = values.toString();
	return { url: target };
}

function fill(field: HTMLElement, { fields = {} }: Consent, values: URLSearchParams): void {
	const name = field.getAttribute('name');
	const type = field.getAttribute('type');
	if (!name || type === 'submit') return;
	const wanted = fields[name];
	if (type === 'checkbox' || type === 'radio') {
		const value = field.getAttribute('value') ?? 'on';
		const ticked = wanted === undefined ? field.hasAttribute('checked') : wanted === value;
		if (ticked) values.append(name, value);
		return;
	}
	const preset = field.querySelector('option[selected]') ?? field.querySelector('option') ?? field;
	values.append(name, wanted ?? preset.getAttribute('value') ?? '');
}

function pressedButton(form: HTMLElement, words: string): HTMLElement | undefined {
	const buttons = form.querySelectorAll('button, input[type=submit]');
	const wordsOn = (button: HTMLElement) => button.text.trim() || button.getAttribute('value');
	const wanted = buttons.find((button) => wordsOn(button) === words);
	if (!wanted && buttons.length > 1) {
		throw new Error(`The page has no button "${words}", only: ${buttons.map(wordsOn).join(', ')}`);
	}
	return wanted ?? buttons[0];
}
