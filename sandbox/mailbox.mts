/** A mail server on this machine, which keeps what n8n sends: as much of SMTP (RFC 5321) as that takes. */
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** A mail that was sent. */
export interface Mail {
	readonly from: string;
	readonly to: readonly string[];
	/** By their names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	/** As it was written. */
	readonly text: string;
}

export interface Mailbox {
	readonly host: string;
	readonly port: number;
	/** What has arrived, oldest first. */
	readonly mails: Mail[];
	stop(): Promise<void>;
}

/** Text in the quoted-printable form (RFC 2045, section 6.7). */
const unquoted = (text: string) =>
	Buffer.from(
		text
			.replace(/=\r?\n/g, '')
			.replace(/=([0-9A-F]{2})/g, (_sign, code: string) =>
				String.fromCharCode(Number.parseInt(code, 16)),
			),
		'latin1',
	).toString('utf8');

/** A mail of one part, as it came after DATA. */
function read(lines: readonly string[]): Pick<Mail, 'headers' | 'text'> {
	const end = lines.indexOf('');
	const folded = lines
		.slice(0, end)
		.join('\n')
		.replace(/\n[ \t]+/g, ' ');
	const headers = Object.fromEntries(
		folded.split('\n').map((line) => {
			const at = line.indexOf(':');
			return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
		}),
	);
	// A line that begins with a dot was sent with another one before it (RFC 5321, section 4.5.2).
	const text = lines
		.slice(end + 1)
		.map((line) => line.replace(/^\./, ''))
		.join('\n');
	const encoding = headers['content-transfer-encoding'];
	return {
		headers,
		text:
			encoding === 'quoted-printable'
				? unquoted(Buffer.from(text, 'utf8').toString('latin1'))
				: encoding === 'base64'
					? Buffer.from(text, 'base64').toString('utf8')
					: text,
	};
}

const addressIn = (line: string) => /<([^>]*)>/.exec(line)?.[1] ?? '';

/** Speaks with one client until it quits. */
async function serve(socket: Socket, mails: Mail[]): Promise<void> {
	const say = (line: string) => socket.write(`${line}\r\n`);
	let from = '';
	let to: string[] = [];
	let data: string[] | undefined;
	say('220 mailbox ESMTP');
	for await (const line of createInterface({ input: socket, crlfDelay: Infinity })) {
		if (data) {
			if (line !== '.') {
				data.push(line);
				continue;
			}
			mails.push({ from, to, ...read(data) });
			[from, to, data] = ['', [], undefined];
			say('250 OK');
			continue;
		}
		switch (line.split(' ')[0]?.toUpperCase()) {
			case 'EHLO':
			case 'HELO':
			case 'RSET':
			case 'NOOP':
				say('250 mailbox');
				break;
			case 'MAIL':
				from = addressIn(line);
				say('250 OK');
				break;
			case 'RCPT':
				to.push(addressIn(line));
				say('250 OK');
				break;
			case 'DATA':
				data = [];
				say('354 End with a line with a dot');
				break;
			case 'QUIT':
				say('221 Bye');
				socket.end();
				return;
			default:
				say('502 Not known here');
		}
	}
}

/** Starts the mail server on a free port of 127.0.0.1. It asks nobody for a password. */
export async function startMailbox(): Promise<Mailbox> {
	const mails: Mail[] = [];
	const open = new Set<Socket>();
	const server = createServer((socket) => {
		open.add(socket);
		socket.on('close', () => open.delete(socket));
		socket.on('error', () => socket.destroy());
		void serve(socket, mails);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (typeof address !== 'object' || address === null) throw new Error('The server has no port');
	return {
		host: '127.0.0.1',
		port: address.port,
		mails,
		stop: async () => {
			for (const socket of open) socket.destroy();
			server.close();
			await once(server, 'close');
		},
	};
}
