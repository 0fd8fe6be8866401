#!/bin/sh
name="a b"
ls $name
