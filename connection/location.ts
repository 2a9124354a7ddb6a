import type { AnswerReader } from './request/ask';
import { ConnectionFailure, failureOfKind } from './failure/failure';
import { AddressError, checkPart, originsOf, resolveAddress } from './model/address';
import type { Parts } from './model/address';
import type { Account, AddressPartOrigin, Choice, Inquiry } from './model/service';
import type { Session } from './session';

/** Where the requests of a connection go: the address of the API, and the values of its parts. */
export interface Location {
	readonly address: string;
	readonly parts: Parts;
}

/** Asks something that says where a connection's requests go. */
export type Inquire = <T>(inquiry: Inquiry, answer: AnswerReader<T>) => Promise<T>;

type ChoiceOrigin = Extract<AddressPartOrigin, { readonly from: 'choice' }>;

/** The account or a list says of the address what no part of it can be. */
function wrongAnswer(
	{ subject, service }: Session,
	url: string,
	error: unknown,
): ConnectionFailure {
	if (!(error instanceof AddressError)) throw error;
	const what = `${service.displayName} says of the account what cannot be true: ${error.message}`;
	return failureOfKind(subject(`GET ${url}`), 'unreadable', what);
}

/** No choice can be made: the message names what there is to choose from. */
function noChoice(
	{ subject, service, name, dialogUrl }: Session,
	{ property }: ChoiceOrigin,
	choices: readonly Choice[],
	typed: string,
): ConnectionFailure {
	const { redact } = subject('');
	const label = Object.values(service.address.parts ?? {}).find(({ label: one }) => one)?.label;
	const named = choices.map(({ label: one, value }) => `"${one}" (${value})`).join(', ');
	const what = typed
		? `"${typed}" is none of those that "${name}" may use`
		: `"${name}" may use several, and none is chosen`;
	return new ConnectionFailure(redact(`${what}: ${named || 'there is none'}`), {
		kind: 'input',
		advice: redact(
			`Open the connection and put one of them into "${label ?? property}": ${dialogUrl} Nothing was sent.`,
		),
	});
}

const isSame = (one: string, other: string) => one.trim().toLowerCase() === other.toLowerCase();

/** The one of a list that the connection is set to, or the only one. */
function chosenOf(session: Session, origin: ChoiceOrigin, choices: readonly Choice[]): Choice {
	const typed = String(session.credentials[origin.property] ?? '').trim();
	const byValue = choices.find(({ value }) => isSame(value, typed));
	const byLabel = choices.filter(({ label }) => isSame(label, typed));
	const fitting = typed ? (byValue ? [byValue] : byLabel) : choices;
	// Of two with the same name, none is meant.
	const found = fitting.length === 1 ? fitting[0] : undefined;
	if (!found) throw noChoice(session, origin, choices, typed);
	return found;
}

/** The parts that only an answer tells. */
async function askedParts(
	session: Session,
	inquire: Inquire,
	account: () => Promise<Account | undefined>,
): Promise<Record<string, string>> {
	const { service, variant } = session;
	const asked: Record<string, string> = {};
	for (const [name, origin] of Object.entries(originsOf(service, variant))) {
		if (origin.from === 'account') {
			const { addressParts = {} } = (await account()) ?? {};
			if (addressParts[name] !== undefined) asked[name] = addressParts[name];
		}
		if (origin.from === 'choice') {
			const { list } = origin;
			const choices = await inquire(list, {
				read: (body, answer) => list.parse(body, { ...answer, parts: session.knownParts }),
			});
			asked[name] = chosenOf(session, origin, choices).value;
		}
	}
	return asked;
}

/**
 * Where the requests of a connection go.
 * @throws ConnectionFailure when the service says of the address what cannot be true, or a choice is open
 */
export async function locationOf(
	session: Session,
	inquire: Inquire,
	account: () => Promise<Account | undefined>,
): Promise<Location> {
	const { service, variant, knownParts } = session;
	const parts = { ...(await askedParts(session, inquire, account)), ...knownParts };
	try {
		for (const name of Object.keys(originsOf(service, variant))) {
			checkPart(service, name, parts[name]);
		}
		return { address: resolveAddress(service, parts), parts };
	} catch (error) {
		throw wrongAnswer(session, service[variant]?.account?.url ?? '', error);
	}
}
