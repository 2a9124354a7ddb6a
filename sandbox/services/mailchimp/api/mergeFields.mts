import { type FieldError, Problem } from '../problem.mts';
import type { AudienceForm, MergeField, MergeFieldType } from '../state.mts';

/** Merge fields by their tags. */
type Values = Readonly<Record<string, unknown>>;

const isText = (value: unknown): value is string => typeof value === 'string';

/** An address in full: an object with these texts. */
const ADDRESS_KEYS = ['addr1', 'city', 'state', 'zip'];

function isAddress(value: unknown): boolean {
	if (typeof value !== 'object' || value === null) return false;
	const given = new Map<string, unknown>(Object.entries(value));
	return ADDRESS_KEYS.every((key) => isText(given.get(key)));
}

const DATE = /^(?:\d{4}-\d\d-\d\d|\d{4}\/\d\d\/\d\d|\d\d-\d\d-\d{4}|\d\d\/\d\d\/\d{4})$/;

const BIRTHDAY = /^(?:0[1-9]|1[0-2])\/(?:0[1-9]|[12]\d|3[01])$/;

interface Rule {
	fits(value: unknown, field: MergeField): boolean;
	/** What the service says where a value does not fit. */
	readonly message: string;
}

const CHOICE: Rule = {
	fits: (value, { choices = [] }) => isText(value) && choices.includes(value),
	message: 'Please choose one of the options',
};

const TEXT: Rule = {
	fits: (value) => isText(value) || typeof value === 'number',
	message: 'Please enter a value',
};

/**
 * What a value of each type must be
 * (`mailchimp/fern-marketing-api-docs: fern/docs/pages/concepts/audiences/merge-fields.mdx`, "Add merge data to contacts").
 * The messages are recorded: of a number in grouparoo/grouparoo
 * (plugins/@grouparoo/mailchimp/__tests__/fixtures/integration/mailchimpExportContacts.js), of a date in
 * ibericode/mailchimp-for-wordpress, issue 662, of a birthday in mailchimp/mc-magento2, issue 987, of an address in
 * verbb/formie, issue 2387. Those of choices, ZIP codes and URLs are the stand-in's.
 */
const RULES: Readonly<Record<MergeFieldType, Rule>> = {
	address: { fits: isAddress, message: 'Please enter a complete address' },
	birthday: {
		fits: (value) => isText(value) && BIRTHDAY.test(value),
		message: 'Please enter a month (01-12) and a day (01-31)',
	},
	date: { fits: (value) => isText(value) && DATE.test(value), message: 'Please enter the date' },
	dropdown: CHOICE,
	imageurl: {
		fits: (value) => isText(value) && URL.canParse(value),
		message: 'Please enter a URL',
	},
	number: {
		fits: (value) => value !== '' && Number.isFinite(Number(value)),
		message: 'Please enter a number',
	},
	phone: TEXT,
	radio: CHOICE,
	text: TEXT,
	url: { fits: (value) => isText(value) && URL.canParse(value), message: 'Please enter a URL' },
	zip: {
		fits: (value) => isText(value) && /^\d{5}$/.test(value),
		message: 'Please enter a ZIP code',
	},
};

const isEmpty = (value: unknown) => value === undefined || value === '';

/** What is wrong with the value of one field. */
function errorOf(
	field: MergeField,
	value: unknown,
	{ skipsMergeValidation }: { readonly skipsMergeValidation: boolean },
): FieldError[] {
	const { tag, type, required = false } = field;
	if (isEmpty(value)) {
		const isMissing = required && !skipsMergeValidation;
		return isMissing ? [{ field: tag, message: 'Please enter a value' }] : [];
	}
	const { fits, message } = RULES[type];
	return fits(value, field) ? [] : [{ field: tag, message }];
}

/**
 * Checks the merge fields that a member would have.
 * @throws Problem 400 that names each field that does not fit
 */
export function checkMergeFields(
	{ mergeFields }: AudienceForm,
	values: Values = {},
	options: { readonly skipsMergeValidation: boolean },
): void {
	const errors = mergeFields.flatMap((field) => errorOf(field, values[field.tag], options));
	if (errors.length === 0) return;
	throw new Problem(400, 'Invalid Resource', 'Your merge fields were invalid.', errors);
}

/** So many bytes of a text are kept. */
const LONGEST_TEXT = 255;

/** A value as the service keeps it. */
function storedValue({ type }: MergeField, value: unknown): unknown {
	if (type === 'number' && !isEmpty(value)) return Number(value);
	if (type !== 'text' || isEmpty(value)) return value;
	return Buffer.from(String(value)).subarray(0, LONGEST_TEXT).toString();
}

/**
 * What the service keeps of merge fields. A value of a field that the audience does not have is dropped without a word
 * (recorded in grouparoo/grouparoo, in the same file: the merge field "email_address").
 */
export function storedValues({ mergeFields }: AudienceForm, values: Values = {}): Values {
	return Object.fromEntries(
		mergeFields
			.filter(({ tag }) => Object.hasOwn(values, tag))
			.map((field) => [field.tag, storedValue(field, values[field.tag])]),
	);
}
