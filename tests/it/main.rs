//! What people and programs can do with firstline, one file for each thing.

mod desk;
mod engines;
mod golden;
mod hidden;
mod routes;
mod http_api;
mod pages;
mod odd_inputs;
mod problems;
mod suggesting;
mod readers;
mod credentials;
#[cfg(feature = "oidc")]
mod elsewhere;
mod recording;
mod lifting;
mod calibrating;
#[cfg(feature = "model")]
mod meaning;
mod asking;
mod reporting;
mod unanswered;
mod wanting;
mod serving;
mod blocks;
mod shapes;
mod limits;
mod looking_back;
mod web;
mod browser;
mod readme;
mod promises;
mod stories;
mod tidy;
mod command_line;
mod suggest_command;
mod importing;
mod exporting;
mod measuring;
mod crash;
mod backing_up;
mod crasher;
mod damaged;
mod full_disk;
mod sharing;
mod signals;
mod surroundings;
mod forgetting;
mod killed;
mod learning;
mod reading;
mod upgrade;
mod watching;
mod modelling;
#[cfg(feature = "model")]
mod tiny_model;
