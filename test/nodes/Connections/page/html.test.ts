import { html, named } from '../../../../nodes/Connections/page/html';

describe('a template', () => {
	it('escapes text, in an attribute as between elements', () => {
		const name = `<script>alert(1)</script>" onload='x' \`&amp;`;
		const written = html`<p title="${name}">${name}</p>`.toString();
		const escaped = '&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39; &#96;&amp;amp;';
		expect(written).toBe(`<p title="${escaped}">${escaped}</p>`);
	});

	it('takes over other templates and lists of them, and leaves out what is undefined', () => {
		const items = ['a', '<b>'].map((item) => html`<i>${item}</i>`);
		const written = html`<p>${items}${undefined}${3}</p>`.toString();
		expect(written).toBe('<p><i>a</i><i>&lt;b&gt;</i>3</p>');
	});

	it('does not take an object that only looks like one', () => {
		const fake = { toString: () => '<b>' } as unknown as string;
		expect(() => html`${fake}`).toThrow();
	});
});

it('a name keeps marks of direction to itself', () => {
	expect(named('\u202Eevil').toString()).toBe('<bdi>\u202Eevil</bdi>');
});
