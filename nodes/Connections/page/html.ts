/** HTML that escapes what is put into it, unless that is HTML itself. */

const ENTITIES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
	'`': '&#96;',
};

/** A piece of HTML. Only the templates of this file make one. */
export class Html {
	readonly #text: string;

	private constructor(text: string) {
		this.#text = text;
	}

	toString(): string {
		return this.#text;
	}

	/** Markup of this package, which holds nothing from elsewhere: a style sheet or a script. */
	static own(text: string): Html {
		return new Html(text);
	}
}

/** What a template takes: text is escaped, nothing is left out, a list is joined. */
export type Part = Html | string | number | undefined | readonly Part[];

const escaped = (text: string) => text.replace(/[&<>"'`]/g, (sign) => ENTITIES[sign] ?? '');

function written(part: Part): string {
	if (part === undefined) return '';
	if (part instanceof Html) return part.toString();
	if (typeof part === 'string') return escaped(part);
	if (typeof part === 'number') return String(part);
	return part.map(written).join('');
}

/** The markup of each template without its indentation, which is a third of a large page. */
const tight = new WeakMap<TemplateStringsArray, readonly string[]>();

function tightened(markup: TemplateStringsArray): readonly string[] {
	const known = tight.get(markup);
	if (known) return known;
	const texts = markup.map((text) => text.replace(/\s*\n\s*/g, '\n'));
	tight.set(markup, texts);
	return texts;
}

/** A template: html`<p>${name}</p>`. */
export const html = (markup: TemplateStringsArray, ...parts: Part[]): Html =>
	Html.own(
		tightened(markup)
			.map((text, index) => text + written(parts[index]))
			.join(''),
	);

/** Text that keeps its direction to itself, so that no mark in a name turns what stands behind it. */
export const named = (text: string): Html => html`<bdi>${text}</bdi>`;
