/** A refusal of the API. Only the one for an unknown token is documented; the forms of the others are the stand-in's. */
export class Problem extends Error {
	readonly status: number;

	constructor(status: number, message: string) {
		super(message);
		this.status = status;
	}
}
