grammar Expression;

options { caseInsensitive = true; }

// What stands in a ConditionExpression, FilterExpression or KeyConditionExpression.
wholeCondition : condition EOF ;

wholeProjection : path (',' path)* EOF ;

wholeUpdate : section+ EOF ;

condition
    : '(' condition ')'                                  # parentheses
    | operand comparator operand                         # comparison
    | operand BETWEEN operand AND operand                # between
    | operand IN '(' operand (',' operand)* ')'          # in
    | functionCall                                       # function
    | NOT condition                                      # not
    | condition AND condition                            # and
    | condition OR condition                             # or
    ;

comparator : '=' | '<>' | '<' | '<=' | '>' | '>=' ;

operand
    : path                                               # pathOperand
    | VALUE                                              # valueOperand
    | functionCall                                       # functionOperand
    | '(' operand ')'                                    # parenthesesOperand
    ;

functionCall : NAME '(' operand (',' operand)* ')' ;

section
    : SET setAction (',' setAction)*                     # setSection
    | REMOVE path (',' path)*                            # removeSection
    | ADD valueAction (',' valueAction)*                 # addSection
    | DELETE valueAction (',' valueAction)*              # deleteSection
    ;

setAction : path '=' setValue ;

setValue
    : operand                                            # plainValue
    | operand sign=('+' | '-') operand                   # arithmeticValue
    | '(' setValue ')'                                   # parenthesesValue
    ;

valueAction : path VALUE ;

path : name step* ;

step
    : '.' name                                           # nameStep
    | '[' INDEX ']'                                      # indexStep
    ;

name : NAME | PLACEHOLDER ;

AND : 'AND' ;
OR : 'OR' ;
NOT : 'NOT' ;
BETWEEN : 'BETWEEN' ;
IN : 'IN' ;
SET : 'SET' ;
REMOVE : 'REMOVE' ;
ADD : 'ADD' ;
DELETE : 'DELETE' ;

NAME : [A-Z_] [A-Z0-9_]* ;
PLACEHOLDER : '#' [A-Z0-9_]+ ;
VALUE : ':' [A-Z0-9_]+ ;
INDEX : [0-9]+ ;
SPACE : [ \t\r\n]+ -> channel(HIDDEN) ;
UNKNOWN : . ;
