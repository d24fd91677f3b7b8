Feature: Presence between users of different versions and syntaxes
  Presence reaches watchers, whichever version and syntax publisher and watcher speak.

  Background:
    Given A, B and C speak different versions or syntaxes
    And A and B are logged in
    And C is logged in

  @CSP-PRE-045
  Scenario: Publishers and watchers of different versions
    Given B shows StatusText to A
    And C shows StatusText to B
    And A shows StatusText to C
    And A is subscribed to StatusText of B
    And B is subscribed to StatusText of C
    And C is subscribed to StatusText of A
    When B publishes StatusText "of B"
    Then A is notified that StatusText of B is "of B"
    When C publishes StatusText "of C"
    Then B is notified that StatusText of C is "of C"
    When A publishes StatusText "of A"
    Then C is notified that StatusText of A is "of A"

  @CSP-PRE-045 @version:1.3
  Scenario: A watcher of an older version is told what its version has of a value of 1.3
    Given A shows ClientInfo to B
    And A shows ClientInfo to C
    And B is subscribed to ClientInfo of A
    And C is subscribed to ClientInfo of A
    When A publishes
      """
      <ClientInfo>
        <Qualifier>T</Qualifier><ClientType>COMPUTER</ClientType><Language>fin</Language>
        <ClientIMPriority>3</ClientIMPriority>
      </ClientInfo>
      """
    Then B is notified of the ClientType COMPUTER and the Language fin of A, and of nothing its version lacks
    And C is notified of the ClientType COMPUTER and the Language fin of A, and of nothing its version lacks

  @CSP-PRE-045
  Scenario: The status of clients of different versions
    Given B shows OnlineStatus to A
    And A is subscribed to OnlineStatus of B
    Then A learns that OnlineStatus of B is T
    When B logs out
    Then A learns that OnlineStatus of B is F
