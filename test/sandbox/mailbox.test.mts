import { connect } from 'node:net';
import { createInterface } from 'node:readline';

import { type Mailbox, startMailbox } from '../../sandbox/mailbox.mts';

let mailbox: Mailbox;

beforeEach(async () => {
	mailbox = await startMailbox();
});

afterEach(async () => {
	await mailbox.stop();
});

/** Says each line when the server has answered the one before, and gives its answers. */
async function say(lines: readonly string[]): Promise<string[]> {
	const socket = connect(mailbox.port, mailbox.host);
	const answers: string[] = [];
	const left = lines.values();
	for await (const answer of createInterface({ input: socket })) {
		answers.push(answer.slice(0, 3));
		const { value } = left.next();
		if (value === undefined) socket.end();
		else socket.write(`${value}\r\n`);
	}
	return answers;
}

const mail = (...content: string[]) => [
	'EHLO me',
	'MAIL FROM:<ada@example.com>',
	'RCPT TO:<grace@example.com>',
	'RCPT TO:<joan@example.com>',
	'DATA',
	[...content, '.'].join('\r\n'),
];

it('keeps what it is sent: from whom, to whom, headers and text', async () => {
	const answers = await say([
		...mail('Subject: Hello', ' there', 'X-One: 1', '', 'One', '..two', ''),
		'QUIT',
	]);
	expect(answers).toEqual(['220', '250', '250', '250', '250', '354', '250', '221']);
	expect(mailbox.mails).toEqual([
		{
			from: 'ada@example.com',
			to: ['grace@example.com', 'joan@example.com'],
			headers: { subject: 'Hello there', 'x-one': '1' },
			text: 'One\n.two\n',
		},
	]);
});

it.each([
	['quoted-printable', ['Zo=C3=AB =3D 1, and so=', ' on']],
	['base64', ['Wm/DqyA9IDEsIGFuZCBz', 'byBvbg==']],
])('reads text that came as %s', async (encoding, lines) => {
	await say([...mail(`Content-Transfer-Encoding: ${encoding}`, '', ...lines), 'QUIT']);
	expect(mailbox.mails[0]?.text).toBe('Zoë = 1, and so on');
});

it('takes several mails on one line, and does not mix them up', async () => {
	const [, ...second] = mail('Subject: Two', '', 'b');
	await say([...mail('Subject: One', '', 'a'), ...second, 'QUIT']);
	expect(mailbox.mails.map(({ to, headers, text }) => [to.length, headers.subject, text])).toEqual([
		[2, 'One', 'a'],
		[2, 'Two', 'b'],
	]);
});

it('says what it does not know', async () => {
	expect(await say(['AUTH PLAIN AGFkYQBwdw==', 'QUIT'])).toEqual(['220', '502', '221']);
});
