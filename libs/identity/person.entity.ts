import type { StaffRole } from '#lib/platform';
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Somebody who signs in. */
@Entity('people')
@Index('people_email', ['email'], { unique: true })
@Check('people_email_lower_case', `email = lower(email) AND email LIKE '%_@_%'`)
@Check('people_staff_roles_known', `staff_roles <@ ARRAY['OFFICER', 'ADMINISTRATOR']`)
export class Person {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  email!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text', array: true, name: 'staff_roles', default: [] })
  staffRoles!: StaffRole[];

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
