/** What recorded runs put into parameters and find in answers: values that are recognized again in a path. */

export const ID = 'abc123';
export const NUMBER = 7_654_321;
export const EMAIL = 'ada@example.com';
export const TIME = '2026-01-01T10:00:00.000Z';
export const UUID = '11111111-2222-4333-8444-555555555555';
