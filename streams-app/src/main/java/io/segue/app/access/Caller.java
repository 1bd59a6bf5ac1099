package io.segue.app.access;

import java.util.Set;

/**
 * Who makes a request.
 *
 * @param name the name of the token
 * @param roles what the token allows
 * @param instance whether it is another instance that passes a request on
 */
public record Caller(String name, Set<Role> roles, boolean instance) {

  /** Copies the roles. */
  public Caller {
    roles = Set.copyOf(roles);
  }

  /** Whether the caller may do what needs the role. */
  public boolean may(Role role) {
    return roles.contains(role) || roles.contains(Role.ADMIN);
  }
}
