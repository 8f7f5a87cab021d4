import { z } from 'zod';

const orders = ['NEWEST', 'OLDEST'] as const;

export const orderArgument = { order: z.enum(orders).optional().describe('Defaults to NEWEST.') };

export const toDirection = (order: (typeof orders)[number] | undefined): 'ASC' | 'DESC' =>
  order === 'OLDEST' ? 'ASC' : 'DESC';
