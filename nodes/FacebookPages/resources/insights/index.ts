import { getOfPage } from './getOfPage';
import { getOfPost } from './getOfPost';

export const insights = { name: 'Insight', operations: { getOfPage, getOfPost } };
